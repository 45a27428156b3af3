import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCabinet } from './cabinet/build';
import { messageOf } from './errors';
import { onEnding } from './processes/ending';
import type { Demo } from './stack/demo';
import { programsHere } from './stack/programs';
import { readSettings, type StackSettings } from './stack/settings';
import { Stack } from './stack/stack';

const ENVIRONMENT_FILE = '.env';

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

function summary(settings: StackSettings, demo: Demo | undefined): string {
  const api = `http://127.0.0.1:${settings.apiPort}`;
  const lines = ['', 'Skvoz is running.', `  Cabinet       ${api}`];
  if (demo !== undefined) {
    const { admin, analyst, operator, password } = demo.signIn;
    lines.push(
      `    sign in as  ${admin}, password ${password}`,
      `    or as       ${analyst} (looks only), ${operator} (sees every tenant), same password`,
    );
  }
  lines.push(`  Reference     ${api}/docs`);
  if (settings.temporal !== undefined) {
    lines.push(`  Temporal UI   http://127.0.0.1:${settings.temporal.uiPort}`);
  }
  lines.push(`  Logs          ${join(settings.dataDir, 'logs')}`);
  if (demo !== undefined) {
    lines.push(
      `  Demo tenant   ${demo.tenant}, key ${demo.key}`,
      '',
      'Try:',
      ...demo.commands.map((command) => `  ${command}`),
      '',
      'Connect a clinic or a salon yourself, in the cabinet (Интеграции, Подключить ещё одну):',
      ...demo.unconnected.map((line) => `  ${line}`),
    );
  }
  lines.push('', 'Ctrl-C stops it.', '');
  return lines.join('\n');
}

async function main(): Promise<void> {
  if (existsSync(ENVIRONMENT_FILE)) {
    process.loadEnvFile(ENVIRONMENT_FILE);
  }
  const settings = readSettings(process.env);
  const stack = new Stack({ settings, programs: programsHere, environment: process.env, log });

  let stopping = false;
  const end = (code: number): void => {
    stopping = true;
    stack.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log(`Stopping failed: ${messageOf(error)}`);
        process.exit(1);
      },
    );
  };
  onEnding({
    end: () => {
      if (!stopping) {
        end(0);
      }
    },
    force: () => {
      log('Stopping at once');
      void stack.kill().finally(() => process.exit(1));
    },
  });
  void stack.gaveUp.then((sentence) => {
    if (!stopping) {
      log(`${sentence}. Stopping.`);
      end(1);
    }
  });

  try {
    await ensureCabinet(log);
    const { demo } = await stack.start();
    log(summary(settings, demo));
  } catch (error) {
    if (!stopping) {
      log(`\n${messageOf(error)}\n`);
      end(1);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
