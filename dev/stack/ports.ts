import { connect, createServer } from 'node:net';
import { whichProgram } from '../binaries/program';
import { codeOf } from '../errors';
import { run } from '../processes/run';

const LOCALHOST = '127.0.0.1';
const LOOK_LIMIT_MILLISECONDS = 5_000;

/** A port somebody is going to listen on. */
export interface PortPlan {
  port: number;
  /** What will listen there, as people call it. */
  what: string;
  /** The variable that moves it. */
  variable: string;
}

/** Some of the ports are taken; the message names each, its holder if that can be seen, and what to set. */
class PortsTaken extends Error {
  override readonly name = 'PortsTaken';
}

/** Whether a connection is answered: a listener on all addresses need not prevent listening on one. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: LOCALHOST });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES') {
        resolve(false);
      } else {
        reject(error);
      }
    });
    server.listen(port, LOCALHOST, () => server.close(() => resolve(true)));
  });
}

/** Who listens on a port, for example "mongod (pid 812)", where the system lets it be seen. */
async function holderOf(port: number): Promise<string | undefined> {
  const environment = process.env;
  const ss = whichProgram('ss', environment);
  if (ss !== undefined) {
    const said = await run({
      command: ss,
      args: ['-Hltnp', `sport = :${port}`],
      environment,
      limit: LOOK_LIMIT_MILLISECONDS,
    });
    const match = /users:\(\("([^"]+)",pid=(\d+)/.exec(said);
    return match === null ? undefined : `${match[1]} (pid ${match[2]})`;
  }
  const lsof = whichProgram('lsof', environment);
  if (lsof !== undefined) {
    const said = await run({
      command: lsof,
      args: ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'],
      environment,
      limit: LOOK_LIMIT_MILLISECONDS,
    });
    const match = /^p(\d+)\nc(.+)$/m.exec(said);
    return match === null ? undefined : `${match[2]} (pid ${match[1]})`;
  }
  return undefined;
}

/**
 * Sees that every planned port is free.
 * @throws {PortsTaken}
 */
export async function requireFreePorts(plans: readonly PortPlan[]): Promise<void> {
  const sentences: string[] = [];
  for (const { port, what, variable } of plans) {
    if ((await answers(port)) || !(await canListen(port))) {
      // To name the holder is a courtesy: without it the sentence still says all that is needed.
      const holder = await holderOf(port).catch(() => undefined);
      sentences.push(
        `Port ${port}, wanted for ${what}, is taken${holder === undefined ? '' : ` by ${holder}`}. ` +
          `Free it, or set ${variable} to another port.`,
      );
    }
  }
  if (sentences.length > 0) {
    throw new PortsTaken(`${sentences.join('\n')}\nSKVOZ_PORT moves all of them together.`);
  }
}

/** Ports that nothing listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, LOCALHOST, () => {
            const address = server.address();
            if (address === null || typeof address === 'string') {
              reject(new Error('the system gave no port'));
            } else {
              resolve(address.port);
            }
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
