import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

class Running {
  readonly #child;
  readonly #ended: Promise<unknown>;
  #output = '';

  constructor(behaviour: string) {
    this.#child = spawn(
      process.execPath,
      ['--import', 'tsx', join(__dirname, 'shutdown-process.ts'), behaviour],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        this.#output += chunk;
      });
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async printed(text: string): Promise<void> {
    while (!this.#output.includes(text)) {
      if (!this.isRunning) throw new Error(`ended without "${text}": ${this.#output}`);
      await pause(10);
    }
  }

  async ended(): Promise<Ended> {
    await this.#ended;
    return { code: this.#child.exitCode, output: this.#output };
  }
}

const started: Running[] = [];
function start(behaviour: string): Running {
  const running = new Running(behaviour);
  started.push(running);
  return running;
}
afterEach(async () => {
  for (const running of started.splice(0)) {
    running.signal('SIGKILL');
    await running.ended();
  }
});

describe('shutdown', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s runs the steps in order and ends with 0', async (signal) => {
    const running = start('clean');
    await running.printed('"msg":"ready"');
    running.signal(signal);
    const { code, output } = await running.ended();
    expect(code).toBe(0);
    expect(output).toMatch(/stopping.*"step":"first".*"step":"second".*"msg":"stopped"\}\s*$/s);
  });

  test('a step that fails does not keep the next from running, and the code tells', async () => {
    const running = start('failing-step');
    await running.printed('"msg":"ready"');
    running.signal('SIGTERM');
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(output).toMatch(/did not stop cleanly.*"step":"second"/s);
    expect(output).not.toContain('00-01');
  });

  test('a step that hangs is left behind at the limit', async () => {
    const running = start('hanging-step');
    await running.printed('"msg":"ready"');
    running.signal('SIGTERM');
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(output).toContain('not everything stopped in time');
  });

  test('one wish that arrives as two signals does not force, a later second one does', async () => {
    const running = start('waiting-for-second-signal');
    await running.printed('"msg":"ready"');
    running.signal('SIGINT');
    await running.printed('"msg":"stopping"');
    const askedAt = performance.now();
    while (running.isRunning) {
      running.signal('SIGTERM');
      await pause(20);
    }
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(performance.now() - askedAt).toBeGreaterThan(200);
    expect(output.match(/asked a second time/g)).toHaveLength(1);
  });

  test.each(['throws', 'rejects'])(
    'a process that %s unexpectedly logs it and ends with 1',
    async (behaviour) => {
      const { code, output } = await start(behaviour).ended();
      expect(code).toBe(1);
      expect(output).toMatch(/"level":"fatal".*"message":"call \[phone\]"/);
      expect(output).not.toContain('00-01');
    },
  );
});
