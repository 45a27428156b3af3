import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { loadConfig } from '../../src/platform/config';
import { environmentSchema, unknownVariables } from '../../src/platform/environment';
import { validEnvironment } from './environment';

const reference = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
const documented = Object.entries(parseEnv(reference.replaceAll(/^#(?=[A-Z_]+=)/gm, '')));

describe('.env.example', () => {
  test('describes every variable the processes read', () => {
    const names = documented.map(([name]) => name);
    const read = Object.keys(environmentSchema.shape).filter((name) => name !== 'NODE_ENV');
    expect(read.length).toBeGreaterThan(20);
    for (const name of read) expect(names).toContain(name);
  });

  test('names no variable that would be refused', () => {
    expect(documented.length).toBeGreaterThan(30);
    expect(unknownVariables(documented.map(([name]) => name))).toEqual([]);
  });

  test('a copy of it changes nothing', () => {
    const copied = Object.fromEntries(
      Object.entries(parseEnv(reference)).map(([name, value]) => [name, value ?? '']),
    );
    const own = validEnvironment();
    expect(JSON.stringify(loadConfig({ ...copied, ...own }))).toBe(JSON.stringify(loadConfig(own)));
  });

  test('the values it shows are accepted', () => {
    const shown = Object.fromEntries(documented.map(([name, value]) => [name, value ?? '']));
    const config = loadConfig({ ...shown, ...validEnvironment() });
    expect(config.alerts.email?.to).toEqual(['marketing@example.ru', 'it@example.ru']);
    expect(config.lateAfterHours).toBe(loadConfig(validEnvironment()).lateAfterHours);
    expect(config.retention).toEqual(loadConfig(validEnvironment()).retention);
  });
});
