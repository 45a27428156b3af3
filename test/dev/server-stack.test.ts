import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { WORKER_FLAGS } from '../../dev/processes/worker-flags';
import { environmentSchema } from '../../src/platform/environment';

const root = join(__dirname, '../..');
const packageSchema = z.object({ scripts: z.object({ worker: z.string() }) });
const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const reference = readFileSync(join(root, '.env.example'), 'utf8');

/** Of the local stack and of trying things: they mean nothing, or are refused, on a server. */
const LOCAL = ['SKVOZ_DATA_DIR', 'SKVOZ_DEMO', 'SKVOZ_LOG_PRETTY', 'SKVOZ_MEDODS_ORIGIN'];
/** Two systems share a namespace only where Temporal is somebody's own. */
const OWN_TEMPORAL = ['SKVOZ_TASK_QUEUE_PREFIX'];

describe('docker-compose.yml', () => {
  test('hands every variable of a server to the processes', () => {
    const handed = [...compose.matchAll(/^ +([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
    const read = Object.keys(environmentSchema.shape).filter(
      (name) => !LOCAL.includes(name) && !OWN_TEMPORAL.includes(name),
    );
    expect(read.length).toBeGreaterThan(20);
    expect(read.filter((name) => !handed.includes(name))).toEqual([]);
  });

  test('takes nothing from .env that .env.example does not describe', () => {
    const taken = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    expect(taken.length).toBeGreaterThan(20);
    expect(taken.filter((name) => !reference.includes(`\n#${name}=`))).toEqual([]);
  });

  test('limits the memory of the worker as npm start and npm run worker do', () => {
    const flags = WORKER_FLAGS.map((flag) => `"${flag}", `).join('');
    expect(compose).toContain(`command: ["node", ${flags}"dist/worker.js"]`);
    const { scripts } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    expect(scripts.worker).toContain(`node ${WORKER_FLAGS.join(' ')} `);
  });

  test('pins every image to one version', () => {
    const images = [...compose.matchAll(/^ +image: (\S+)$/gm)].map(([, image]) => image);
    expect(images.length).toBeGreaterThan(5);
    const own = 'skvoz:local';
    expect(images.filter((image) => image !== own && !/:\d+\.\d+(\.\d+)?(-\w+)?$/.test(image ?? ''))).toEqual(
      [],
    );
  });
});
