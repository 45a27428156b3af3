import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../../../dev/processes/child';
import { inFolder, isRunning, until } from '../conditions';

const ROOT = join(__dirname, '..', '..', '..');
const environment = process.env;

/** Writes its pid to a file and then runs until it is killed, deaf to SIGTERM. */
const DEAF = `
  process.on('SIGTERM', () => {});
  require('node:fs').writeFileSync(process.argv[1], String(process.pid));
  setInterval(() => {}, 1000);
`;

/** A supervisor with one child, as a process that can be killed. */
function startSupervisor(folder: string, childScript: string): ChildProcess {
  const script = join(folder, 'supervisor.ts');
  writeFileSync(
    script,
    `import { startChild } from ${JSON.stringify(join(ROOT, 'dev', 'processes', 'child'))};
     void startChild({
       command: process.execPath,
       args: ['-e', ${JSON.stringify(childScript)}, ${JSON.stringify(join(folder, 'pid'))}],
       environment: process.env,
       output: { kind: 'file', path: ${JSON.stringify(join(folder, 'log'))} },
     });`,
  );
  return spawn(process.execPath, ['--import', 'tsx', script], { cwd: ROOT, stdio: 'ignore' });
}

function pidIn(file: string): number {
  return Number(readFileSync(file, 'utf8'));
}

function isWritten(file: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') !== '';
}

test('a child dies with its supervisor, even one deaf to SIGTERM and a supervisor ended by SIGKILL', () =>
  inFolder(async (folder) => {
    const supervisor = startSupervisor(folder, DEAF);
    await until('the child runs', () => isWritten(join(folder, 'pid')));
    const pid = pidIn(join(folder, 'pid'));
    expect(isRunning(pid)).toBe(true);

    supervisor.kill('SIGKILL');

    await until('the child is gone', () => !isRunning(pid));
  }));

test('a child that outlives SIGTERM is killed once the limit has passed', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'pid');
    const child = await startChild({
      command: process.execPath,
      args: ['-e', DEAF, file],
      environment,
      output: { kind: 'file', path: join(folder, 'log') },
    });
    await until('the child runs', () => isWritten(file));

    await child.stop(100);

    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(isRunning(child.pid)).toBe(false);
  }));

test('what a child started ends with it', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'pid');
    const child = await startChild({
      command: '/bin/sh',
      args: ['-c', `"${process.execPath}" -e "$0" "${file}" & wait`, DEAF],
      environment,
      output: { kind: 'file', path: join(folder, 'log') },
    });
    await until('the grandchild runs', () => isWritten(file));
    const grandchild = pidIn(file);
    expect(isRunning(grandchild)).toBe(true);

    await child.stop();

    await until('the grandchild is gone', () => !isRunning(grandchild));
  }));

test('what a child writes is in its log, after what an earlier one wrote', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'logs', 'child.log');
    for (const word of ['first', 'second']) {
      const child = await startChild({
        command: process.execPath,
        args: ['-e', `console.log('${word}')`],
        environment,
        output: { kind: 'file', path },
      });
      await child.exited;
    }

    expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n');
  }));

test('a program that is not there is an error and not a child', async () => {
  const starting = startChild({
    command: '/nonexistent/program',
    args: [],
    environment,
    output: { kind: 'received', onOutput: () => undefined, onErrors: () => undefined },
  });

  await expect(starting).rejects.toThrow('ENOENT');
});
