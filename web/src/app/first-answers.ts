import type { QueryClient } from '@tanstack/react-query';

/**
 * What the first page asks for before it is drawn, so that it is drawn once and whole. Pages that are
 * gone to later come at once, and fill while one looks.
 */
export class FirstAnswers {
  private ended = false;

  constructor(private readonly queryClient: QueryClient) {}

  /**
   * Waits for answers, good or bad: what went wrong is shown by the page, in its own place.
   *
   * @param ask begins the questions; it is not called for pages after the first.
   */
  async wait(ask: (queryClient: QueryClient) => readonly Promise<void>[]): Promise<void> {
    if (!this.ended) await Promise.all(ask(this.queryClient));
  }

  /** The first page stands. */
  end(): void {
    this.ended = true;
  }
}
