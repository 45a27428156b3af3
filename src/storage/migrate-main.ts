import { loadConfig } from '../platform/config';
import { connectMongo } from '../platform/mongodb';
import { migrate, SCHEMA_VERSION } from './schema';

/** `npm run migrate`: prepares the database for this version of the program. */
async function main(): Promise<void> {
  const mongo = await connectMongo(loadConfig(process.env), { appName: 'skvoz-migrate' });
  try {
    await migrate(mongo.db);
  } finally {
    await mongo.close();
  }
  process.stdout.write(`The database is ready, schema version ${SCHEMA_VERSION}.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
