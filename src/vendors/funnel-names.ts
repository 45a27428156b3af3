import type { Texts } from '../domain/errors';

/**
 * Names that Skvoz gives to the funnel and the stages of a vendor. Those in Russian are stored with the
 * funnel; a name that the vendor gives, such as a salon's, stands as it is in every language.
 */
export interface FunnelNames<StageKey extends string = string> {
  readonly funnel: Texts;
  readonly stages: Readonly<Record<StageKey, Texts>>;
}
