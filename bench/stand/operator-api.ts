/** The product's API, called as its operator. */
export class OperatorApi {
  constructor(
    readonly origin: string,
    private readonly operatorKey: string,
  ) {}

  /**
   * @param path after `/api/v1`.
   * @throws Error with status and body unless the answer is 2xx.
   */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const { status, text } = await this.send(method, path, body);
    if (status < 200 || status > 299) {
      throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 300)}`);
    }
    return text === '' ? null : JSON.parse(text);
  }

  /** Whether it is there: 200 or 404. Throws on any other answer. */
  async isThere(path: string): Promise<boolean> {
    const { status, text } = await this.send('GET', path);
    if (status === 200 || status === 404) return status === 200;
    throw new Error(`GET ${path} answered ${status}: ${text.slice(0, 300)}`);
  }

  private async send(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.operatorKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }
}
