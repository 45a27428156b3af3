import { MongoBinary } from 'mongodb-memory-server-core';
import { messageOf } from '../errors';

/** Downloads the release the downloader itself is tested with into the folder given as argument. */
async function main(folder: string): Promise<void> {
  const path = await MongoBinary.getPath({ downloadDir: folder, checkMD5: true });
  process.stdout.write(`${path}\n`);
}

const [, , folder] = process.argv;
if (folder === undefined) {
  throw new Error('Usage: download-mongod.ts <folder>');
}
main(folder).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
