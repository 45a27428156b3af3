/** What stands before each part of a ZIP archive, and where in it, in bytes (APPNOTE 4.3.7). */
const HEADER_BYTES = 30;
const FLAGS_AT = 6;
const SIZE_AT = 18;
const NAME_LENGTH_AT = 26;
const EXTRA_LENGTH_AT = 28;
/** Of a part that is written while it is made. */
const SIZE_COMES_LATER = 8;

/**
 * No less than what follows the sheet in its archive: its size and the directory. It is never given to the
 * inflater, which would take it for damage.
 */
const END_BYTES = 2_048;

const ROW_END = new TextEncoder().encode('</row>');

/**
 * Counts the rows of a workbook's sheet as the file arrives, without the one that names the columns. The
 * sheet is the last part of the archive and the only one whose size is not known in advance. It is inflated
 * by the browser piece by piece and nothing of it is kept, so that what is counted are the rows that have
 * come and no guess by the size of the file.
 *
 * @returns a count that may be behind by what the inflater still holds and by the last 2 kB.
 */
export function xlsxRowCounter(): (chunk: Uint8Array) => Promise<number> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const inflater = writable.getWriter();
  const countRows = rowEndCounter();
  let rows = 0;
  const counting = readable.pipeTo(
    new WritableStream<Uint8Array>({
      write: (xml) => {
        rows = countRows(xml);
      },
    }),
  );
  let held = new Uint8Array();
  let isSheet = false;
  return async (chunk) => {
    held = joined(held, chunk);
    while (!isSheet) {
      const part = partAt(held);
      if (part === null) return 0;
      held = held.slice(part.bytes);
      isSheet = part.isSheet;
    }
    const certain = held.length - END_BYTES;
    if (certain > 0) {
      const piece = held.slice(0, certain);
      held = held.slice(certain);
      await Promise.race([inflater.write(piece), counting]);
    }
    return Math.max(0, rows - 1);
  };
}

/** What lies before the next part, or before the data of the sheet; null until all of it is there. */
function partAt(archive: Uint8Array): { readonly bytes: number; readonly isSheet: boolean } | null {
  if (archive.length < HEADER_BYTES) return null;
  const header = new DataView(archive.buffer, archive.byteOffset, HEADER_BYTES);
  const isSheet = (header.getUint16(FLAGS_AT, true) & SIZE_COMES_LATER) !== 0;
  const names = header.getUint16(NAME_LENGTH_AT, true) + header.getUint16(EXTRA_LENGTH_AT, true);
  const bytes = HEADER_BYTES + names + (isSheet ? 0 : header.getUint32(SIZE_AT, true));
  return archive.length < bytes ? null : { bytes, isSheet };
}

/** In the sheet `<` is markup only: in values it is written `&lt;`. */
function rowEndCounter(): (xml: Uint8Array) => number {
  let rows = 0;
  let matched = 0;
  return (xml) => {
    for (const byte of xml) {
      if (byte === ROW_END[matched]) matched += 1;
      else matched = byte === ROW_END[0] ? 1 : 0;
      if (matched === ROW_END.length) {
        rows += 1;
        matched = 0;
      }
    }
    return rows;
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
