import { join } from 'node:path';
import { startChild } from '../../../dev/processes/child';
import { keepRunning } from '../../../dev/processes/restart';
import { inFolder, isRunning, until } from '../conditions';

function starterOf(script: string, folder: string) {
  const pids: number[] = [];
  const start = async () => {
    const child = await startChild({
      command: process.execPath,
      args: ['-e', script],
      environment: process.env,
      output: { kind: 'file', path: join(folder, 'log') },
    });
    pids.push(child.pid);
    return child;
  };
  return { start, pids };
}

test('a child that dies by itself is restarted five times and then left, with a sentence', () =>
  inFolder(async (folder) => {
    const { start, pids } = starterOf('process.exit(3)', folder);
    const lines: string[] = [];

    const kept = await keepRunning({ name: 'worker', start, log: (line) => lines.push(line), pause: 1 });

    expect(await kept.gaveUp).toBe('worker ended with code 3 and was restarted 5 times already');
    expect(pids).toHaveLength(6);
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe('worker ended with code 3; restart 5 of 5');
  }));

test('a child that was killed is there again', () =>
  inFolder(async (folder) => {
    const { start, pids } = starterOf('setInterval(() => {}, 1000)', folder);
    const kept = await keepRunning({ name: 'worker', start, log: () => undefined, pause: 1 });
    const first = kept.current().pid;

    process.kill(first, 'SIGKILL');

    await until('another one runs', () => kept.current().pid !== first);
    expect(pids).toHaveLength(2);
    const second = kept.current().pid;
    expect(isRunning(second)).toBe(true);
    await kept.stop();
    expect(isRunning(second)).toBe(false);
  }));

test('a child that was stopped is not restarted', () =>
  inFolder(async (folder) => {
    const { start, pids } = starterOf('setInterval(() => {}, 1000)', folder);
    const lines: string[] = [];
    const kept = await keepRunning({ name: 'worker', start, log: (line) => lines.push(line), pause: 1 });

    await kept.stop();

    expect(pids).toHaveLength(1);
    expect(lines).toEqual([]);
    expect(isRunning(kept.current().pid)).toBe(false);
  }));
