import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolder, tryLock } from '../../../dev/processes/lock';
import { inFolder } from '../conditions';

test('a lock is held by one and free after it was released', () =>
  inFolder((folder) => {
    const path = join(folder, 'lock');
    const lock = tryLock(path);

    expect(lockHolder(path)).toBe(process.pid);
    expect(tryLock(path)).toBeUndefined();
    lock?.release();
    expect(lockHolder(path)).toBeUndefined();
    expect(tryLock(path)).toBeDefined();
  }));

test('the lock of a process that is gone is taken over', () =>
  inFolder((folder) => {
    const path = join(folder, 'lock');
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(path, JSON.stringify({ pid: gone, startedAt: '1' }));

    expect(tryLock(path)).toBeDefined();
    expect(lockHolder(path)).toBe(process.pid);
  }));

test('a lock is taken over when its pid has been given to another process since', () =>
  inFolder((folder) => {
    const path = join(folder, 'lock');
    tryLock(path);
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'));
    expect(holder).toMatchObject({ pid: process.pid });
    writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: 'at another time' }));

    expect(tryLock(path)).toBeDefined();
  }));
