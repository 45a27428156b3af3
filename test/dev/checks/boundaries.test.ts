import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { boundaries } from '../../../dev/checks/checks';

const ROOT = join(__dirname, '..', '..', '..');

/** A small tree that keeps every boundary, and to which one bad file is added. */
const CLEAN: Record<string, string> = {
  'src/domain/lead.ts': 'export interface Lead { id: string }',
  'src/workflows/pull.ts':
    "import { proxyActivities } from '@temporalio/workflow';\nimport type { Pull } from '../activities/pull';\nexport const activities = proxyActivities<Pull>;",
  'src/activities/pull.ts':
    "import { readFile } from 'node:fs/promises';\nimport { z } from 'zod';\nexport type Pull = typeof readFile;\nexport const schema = z.string();\nexport { readFile };",
  'src/storage/leads.ts': "import type { Lead } from '../domain/lead';\nexport type Stored = Lead;",
  'src/platform/log.ts': 'export const level = 1;',
  'src/vendors/registry.ts':
    "export { settings as one } from './one/settings';\nexport { settings as two } from './two/settings';",
  'src/vendors/one/settings.ts': "import { z } from 'zod';\nexport const settings = z.string();",
  'src/vendors/one/client.ts': "import axios from 'axios';\nexport const client = axios;",
  'src/vendors/two/settings.ts': "import { z } from 'zod';\nexport const settings = z.string();",
  'src/api/main.ts': "export { one } from '../vendors/registry';",
  'web/src/main.tsx': "import guide from '../../docs/one.md?guide';\nexport const page = <p>{guide}</p>;",
  'dev/simulators/one/main.ts':
    "import { createServer } from 'node:http';\nexport const server = createServer;",
};

async function complaintAbout(planted: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-boundaries-'));
  try {
    for (const [path, content] of Object.entries({ ...CLEAN, ...planted })) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), `${content}\n`);
    }
    for (const file of ['.dependency-cruiser.cjs', 'package.json'])
      cpSync(join(ROOT, file), join(folder, file));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    return await boundaries.verify(folder).then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a tree that keeps the boundaries passes', async () => {
  expect(await complaintAbout({})).toBe('');
});

const PLANTED: ReadonlyArray<[promise: string, rule: string, path: string, content: string]> = [
  [
    'rules use no Node.js',
    'domain-is-pure',
    'src/domain/bad.ts',
    "import { join } from 'node:path';\nexport { join };",
  ],
  ['rules use no zod', 'domain-is-pure', 'src/domain/bad.ts', "import { z } from 'zod';\nexport { z };"],
  ['rules use no luxon', 'domain-is-pure', 'src/domain/bad.ts', "export { DateTime } from 'luxon';"],
  [
    'rules know no storage, not even its types',
    'arrows-of-domain',
    'src/domain/bad.ts',
    "import type { Stored } from '../storage/leads';\nexport type Bad = Stored;",
  ],
  [
    'workflows use no Node.js',
    'workflows-are-deterministic',
    'src/workflows/bad.ts',
    "import { randomUUID } from 'crypto';\nexport { randomUUID };",
  ],
  [
    'workflows use no zod',
    'workflows-are-deterministic',
    'src/workflows/bad.ts',
    "export const z = async () => await import('zod');",
  ],
  [
    'workflows call no storage',
    'arrows-of-workflows',
    'src/workflows/bad.ts',
    "export type { Stored } from '../storage/leads';",
  ],
  [
    'workflows know activities by their types alone',
    'use import type',
    'src/workflows/bad.ts',
    "import { schema } from '../activities/pull';\nexport { schema };",
  ],
  [
    'a vendor knows nothing of another',
    'no-arrow-across-vendors',
    'src/vendors/two/bad.ts',
    "export { client } from '../one/client';",
  ],
  [
    'vendors know no storage',
    'arrows-of-vendors',
    'src/vendors/one/bad.ts',
    "export type { Stored } from '../../storage/leads';",
  ],
  [
    'the registry takes settings alone',
    'registry-only-reads-settings',
    'src/vendors/registry.ts',
    "export { client as one } from './one/client';",
  ],
  [
    'the settings of a vendor do no I/O',
    'registry-reaches-no-io',
    'src/vendors/two/settings.ts',
    "export { readFile as settings } from 'node:fs/promises';",
  ],
  [
    'the API knows of vendors the registry alone',
    'arrows-of-api',
    'src/api/bad.ts',
    "export { client } from '../vendors/one/client';",
  ],
  [
    'the API runs no activities',
    'arrows-of-api',
    'src/api/bad.ts',
    "export { schema } from '../activities/pull';",
  ],
  ['storage knows no API', 'arrows-of-storage', 'src/storage/bad.ts', "export { one } from '../api/main';"],
  [
    'activities know no API',
    'arrows-of-activities',
    'src/activities/bad.ts',
    "export { one } from '../api/main';",
  ],
  [
    'the product knows nothing of the local stack',
    'src-stands-alone',
    'src/platform/bad.ts',
    "export { server } from '../../dev/simulators/one/main';",
  ],
  [
    'the product knows nothing of its cabinet',
    'src-stands-alone',
    'src/api/bad.ts',
    "export { page } from '../../web/src/main';",
  ],
  [
    'the cabinet knows nothing of the product, not even its types',
    'the cabinet shares no code',
    'web/src/bad.tsx',
    "import type { Lead } from '../../src/domain/lead';\nexport const Bad = (lead: Lead) => <p>{lead.id}</p>;",
  ],
  [
    'a simulator knows nothing of the product',
    'simulators-know-only-the-vendor',
    'dev/simulators/one/bad.ts',
    "import type { Lead } from '../../../src/domain/lead';\nexport type Bad = Lead;",
  ],
  [
    'modules import each other in no circle',
    'no-cycles',
    'src/platform/log.ts',
    "export { level } from './log';",
  ],
  [
    'the product needs no development package',
    'no-development-packages-in-src',
    'src/platform/bad.ts',
    "export { test } from 'fast-check';",
  ],
  [
    'what cannot be found is reported',
    'no-missing',
    'src/platform/bad.ts',
    "export { nothing } from './nothing';",
  ],
];

test.each(PLANTED)('%s', async (_promise, rule, path, content) => {
  const complaint = await complaintAbout({ [path]: content });

  expect(complaint).toContain(rule);
  expect(complaint).toContain(path);
});
