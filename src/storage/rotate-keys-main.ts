import { loadConfig } from '../platform/config';
import { Keyring } from '../platform/encryption';
import { connectMongo } from '../platform/mongodb';
import { rotateKeys } from './rotate-keys';
import { requireSchema } from './schema';
import { openStorage } from './storage';

/**
 * `npm run keys:rotate`: after a new key was put first into SKVOZ_ENCRYPTION_KEYS and the processes were
 * restarted with it, encrypts everything with it, so that the old key can be taken away.
 */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const mongo = await connectMongo(config, { appName: 'skvoz-rotate-keys' });
  try {
    await requireSchema(mongo.db);
    const report = await rotateKeys(
      openStorage(mongo.db),
      new Keyring(config.encryptionKeys.reveal()),
      (seen) => process.stdout.write(`looked at ${seen}\n`),
    );
    const { integrations, rawCopies, deliveries } = report;
    process.stdout.write(
      `Encrypted again: ${integrations.rotated} of ${integrations.seen} integrations, ${rawCopies.rotated} of ${rawCopies.seen} raw copies, ${deliveries.rotated} of ${deliveries.seen} deliveries.\n` +
        'Every value is encrypted with the first key now; the others may be removed.\n',
    );
  } finally {
    await mongo.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
