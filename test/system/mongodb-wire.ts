import { connect, createServer, type Server, type Socket } from 'node:net';
import { testServer } from '../platform/environment';

/** Passes everything on to a server, until it is cut or held. */
export class ServerWire {
  private readonly sockets = new Set<Socket>();
  private cutOff = false;
  private held = false;
  private readonly server: Server;

  constructor(target: URL) {
    this.server = createServer((near) => {
      if (this.cutOff) {
        near.destroy();
        return;
      }
      const far = connect(Number(target.port), target.hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(from);
        from.pipe(to);
        if (this.held) from.pause();
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
      }
    });
  }

  /** @returns the `host:port` through which the server is reached. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the wire has no port');
    return `127.0.0.1:${address.port}`;
  }

  /** Ends every connection, and each new one at once. */
  cut(): void {
    this.cutOff = true;
    for (const socket of this.sockets) socket.destroy();
  }

  /** Passes nothing on any more: connections are there and nobody answers. */
  hold(): void {
    this.held = true;
    for (const socket of this.sockets) socket.pause();
  }

  mend(): void {
    this.cutOff = false;
    this.held = false;
    for (const socket of this.sockets) socket.resume();
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}

/** To the MongoDB of the tests. */
export class MongodbWire extends ServerWire {
  constructor() {
    const target = new URL(testServer('SKVOZ_TEST_MONGODB_URI'));
    target.port ||= '27017';
    super(target);
  }
}
