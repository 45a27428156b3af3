import { createLogger } from '../../src/platform/log';
import { onShutdown, type ShutdownStep } from '../../src/platform/shutdown';

// A process for shutdown.test.ts; its first argument says how it behaves.

const log = createLogger({ level: 'debug', pretty: false, name: 'process' });
const alive = setInterval(() => undefined, 60_000);

function step(name: string, stop: () => Promise<void>): ShutdownStep {
  return { name, stop };
}

const works = (name: string) => step(name, () => new Promise((stopped) => setImmediate(stopped)));
const hangs = step('hangs', () => new Promise(() => undefined));

switch (process.argv[2]) {
  case 'clean':
    onShutdown([works('first'), works('second')], { log, limitMs: 20_000 });
    break;
  case 'failing-step':
    onShutdown([step('first', () => Promise.reject(new Error('call +7 912 000-00-01'))), works('second')], {
      log,
      limitMs: 20_000,
    });
    break;
  case 'hanging-step':
    onShutdown([hangs], { log, limitMs: 200 });
    break;
  case 'waiting-for-second-signal':
    onShutdown([hangs], { log, limitMs: 60_000, sameWishMs: 300 });
    break;
  case 'throws':
    onShutdown([], { log, limitMs: 20_000 });
    setImmediate(() => {
      throw new Error('call +7 912 000-00-01');
    });
    break;
  case 'rejects':
    onShutdown([], { log, limitMs: 20_000 });
    void Promise.reject(new Error('call +7 912 000-00-01'));
    break;
  default:
    clearInterval(alive);
    throw new Error('an argument is needed');
}
log.info('ready');
