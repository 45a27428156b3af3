/** The domain of what was typed or pasted: of a whole address its host, letters of any alphabet as they are. */
export function domainOf(text: string): string {
  return (
    text
      .trim()
      .replace(/^https?:\/\//i, '')
      .split(/[/?#:]/)[0] ?? ''
  );
}
