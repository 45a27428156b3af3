import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const WORTH_IT = /\.(js|css|svg|json)$/;
/** Below this a packet holds the file as it is. */
const SMALLEST_BYTES = 1_200;

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Writes a `.br` and a `.gz` beside each file, so that serving one costs no time and they are as small as can be. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return;
      const paths = Object.keys(bundle).filter((name) => WORTH_IT.test(name));
      await Promise.all(
        paths.map(async (name) => {
          const path = join(dir, name);
          const bytes = await readFile(path);
          if (bytes.length < SMALLEST_BYTES) return;
          const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
          await Promise.all([
            writeFile(`${path}.br`, await brotli(bytes, { params })),
            writeFile(`${path}.gz`, await deflate(bytes, { level: constants.Z_BEST_COMPRESSION })),
          ]);
        }),
      );
    },
  };
}
