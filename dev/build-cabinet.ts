import { ensureCabinet } from './cabinet/build';
import { messageOf } from './errors';

ensureCabinet((line) => process.stdout.write(`${line}\n`)).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
