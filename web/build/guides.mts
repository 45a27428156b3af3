import { readFile } from 'node:fs/promises';
import { type MarkedToken, marked, type Token } from 'marked';
import type { Plugin } from 'vite';
import type { Block, Guide, Inline } from '../src/guides/guide.ts';

const QUERY = '?guide';

/**
 * Makes `import guide from '….md?guide'` give a {@link Guide}: plain data that components draw, so that
 * no HTML out of a document ever reaches the page and no Markdown library the browser.
 */
export function guides(): Plugin {
  return {
    name: 'guides',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(`.md${QUERY}`)) return null;
      const path = id.slice(0, -QUERY.length);
      this.addWatchFile(path);
      return `export default ${JSON.stringify(parseGuide(await readFile(path, 'utf8')))};`;
    },
  };
}

/** Fails on Markdown that a guide cannot show, such as HTML or a picture. */
function parseGuide(markdown: string): Guide {
  return blocksOf(marked.lexer(markdown));
}

function blocksOf(tokens: readonly Token[]): Block[] {
  return tokens
    .filter(({ type }) => type !== 'space')
    .map((token) => (isShown(token) ? blockOf(token) : refuse(token)));
}

const SHOWN: readonly MarkedToken['type'][] = [
  'heading',
  'paragraph',
  'text',
  'list',
  'table',
  'blockquote',
  'escape',
  'codespan',
  'strong',
  'em',
  'link',
  'br',
];

function isShown(token: Token): token is MarkedToken {
  return SHOWN.some((type) => type === token.type);
}

function refuse({ type, raw }: Token): never {
  throw new Error(`a guide cannot show "${raw}" (${type})`);
}

function blockOf(token: MarkedToken): Block {
  switch (token.type) {
    case 'heading':
      return { kind: 'heading', level: token.depth, children: inlineOf(token.tokens) };
    case 'paragraph':
      return { kind: 'paragraph', children: inlineOf(token.tokens) };
    case 'text':
      return { kind: 'paragraph', children: inlineOf(token.tokens) };
    case 'list':
      return {
        kind: 'list',
        ordered: token.ordered,
        items: token.items.map((item) => blocksOf(item.tokens)),
      };
    case 'table':
      return {
        kind: 'table',
        header: token.header.map((cell) => inlineOf(cell.tokens)),
        rows: token.rows.map((row) => row.map((cell) => inlineOf(cell.tokens))),
      };
    case 'blockquote':
      return { kind: 'quote', blocks: blocksOf(token.tokens) };
    default:
      return refuse(token);
  }
}

function inlineOf(tokens: readonly Token[] = []): Inline[] {
  return tokens.map((token) => (isShown(token) ? inlinePieceOf(token) : refuse(token)));
}

function inlinePieceOf(token: MarkedToken): Inline {
  switch (token.type) {
    case 'text':
    case 'escape':
      return { kind: 'text', text: token.text };
    case 'codespan':
      return { kind: 'code', text: token.text };
    case 'strong':
      return { kind: 'strong', children: inlineOf(token.tokens) };
    case 'em':
      return { kind: 'emphasis', children: inlineOf(token.tokens) };
    case 'link':
      return { kind: 'link', href: token.href, children: inlineOf(token.tokens) };
    case 'br':
      return { kind: 'text', text: ' ' };
    default:
      return refuse(token);
  }
}
