import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});
const lock = lockSchema.parse(
  JSON.parse(readFileSync(join(__dirname, '..', '..', 'package-lock.json'), 'utf8')),
);

test('the lock file names the packages of every platform, without which npm ci refuses it', () => {
  const absent = Object.entries(lock.packages).flatMap(([parent, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        lock.packages[`${parent}/node_modules/${name}`] === undefined &&
        lock.packages[`node_modules/${name}`] === undefined,
    ),
  );
  expect(absent).toEqual([]);
});

test('the lock file tells no address to download from', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
});
