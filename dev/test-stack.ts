import { messageOf } from './errors';
import { onEnding } from './processes/ending';
import { startTestServers } from './stack/test-servers';

/** `npm run stack:test`: the servers of the tests, kept up for `npx jest` until Ctrl-C. */
async function main(): Promise<void> {
  // Standard output has the export lines alone.
  const log = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const servers = await startTestServers(process.env, log);
  const end = (code: number): void => {
    void servers.stop().finally(() => process.exit(code));
  };
  onEnding({ end: () => end(0), force: () => process.exit(1) });
  void servers.ended.then((sentence) => {
    log(sentence);
    end(1);
  });
  for (const [name, value] of Object.entries(servers.variables)) {
    process.stdout.write(`export ${name}='${value}'\n`);
  }
  log('Ctrl-C ends both servers and removes their data.');
  // Nothing here keeps the process alive but its children, and they do not count.
  setInterval(() => undefined, 2 ** 30);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
