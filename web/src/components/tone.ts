/** What a state means for whoever looks: `busy` passes by itself. */
export type Tone = 'good' | 'warning' | 'bad' | 'busy' | 'neutral';
