import { gzipSync } from 'node:zlib';
import type { Tree } from './tree';
import type { Variant } from './variants';

/** A body on its way: the bytes and the headers that describe them. */
export interface Encoded {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** Of a browser's kind; fixed, so that a repeat is the same to the byte. */
const boundary = '----ProfsalonFormBoundary7MA4YWxkTrZu0gW';

/** Writes a body the way the variant wants it. */
export function encode(tree: Tree, variant: Variant): Encoded {
  const { body, type, wrongType } = written(tree, variant);
  const headers: Record<string, string> = {};
  if (variant.contentType === 'right') headers['content-type'] = type;
  // What PHP's curl says of any body unless it is told better.
  if (variant.contentType === 'wrong') headers['content-type'] = wrongType;
  if (!variant.gzip) return { headers, body };
  headers['content-encoding'] = 'gzip';
  return { headers, body: gzipSync(body) };
}

function written(tree: Tree, variant: Variant): { body: Buffer; type: string; wrongType: string } {
  const form = 'application/x-www-form-urlencoded';
  switch (variant.encoding) {
    case 'json':
      return { ...jsonBody(tree, variant.charset), wrongType: form };
    case 'form':
      return { body: Buffer.from(formText(pairsOf(tree))), type: form, wrongType: 'text/plain' };
    case 'jsonInForm':
      return {
        body: Buffer.from(formText([['data', JSON.stringify(tree)]])),
        type: form,
        wrongType: 'text/plain',
      };
    case 'multipart': {
      const parts = pairsOf(tree).map(
        ([name, value]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      );
      const type = `multipart/form-data; boundary=${boundary}`;
      return { body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`), type, wrongType: type };
    }
  }
}

function jsonBody(tree: Tree, charset: Variant['charset']): { body: Buffer; type: string } {
  const text = JSON.stringify(tree);
  switch (charset) {
    case 'utf-8':
      return { body: Buffer.from(text), type: 'application/json' };
    case 'utf-8-bom':
      return { body: Buffer.from(`\ufeff${text}`), type: 'application/json; charset=utf-8' };
    case 'windows-1251':
      return { body: toWindows1251(text), type: 'application/json; charset=windows-1251' };
  }
}

const windows1251 = new Map(
  Array.from(new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))).map(
    (character, byte) => [character, byte],
  ),
);

/** JSON may escape what the charset lacks, an emoji for example. */
function toWindows1251(json: string): Buffer {
  const bytes: number[] = [];
  for (const unit of json.split('')) {
    const byte = windows1251.get(unit);
    if (byte !== undefined) bytes.push(byte);
    else bytes.push(...Buffer.from(`\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
  }
  return Buffer.from(bytes);
}

/** As PHP's http_build_query: nested brackets, nothing for null and for empty lists, 1 and 0 for flags. */
function pairsOf(tree: Tree, name = ''): [name: string, value: string][] {
  if (tree === null) return [];
  if (typeof tree === 'boolean') return [[name, tree ? '1' : '0']];
  if (typeof tree !== 'object') return [[name, String(tree)]];
  return Object.entries(tree).flatMap(([key, value]) =>
    pairsOf(value, name === '' ? key : `${name}[${key}]`),
  );
}

function formText(pairs: [name: string, value: string][]): string {
  return new URLSearchParams(pairs).toString();
}
