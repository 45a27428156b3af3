import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chaptersOf } from '../../web/src/guides/chapters';
import type { Guide } from '../../web/src/guides/guide';

const text = (words: string) => [{ kind: 'text' as const, text: words }];

test('a guide is cut into chapters at its second headings, and what stands before them is left out', () => {
  const guide: Guide = [
    { kind: 'heading', level: 1, children: text('Как подключить') },
    { kind: 'paragraph', children: text('Вступление') },
    { kind: 'heading', level: 2, children: [...text('Шаг 1. '), { kind: 'strong', children: text('Роль') }] },
    { kind: 'paragraph', children: text('Откройте') },
    { kind: 'heading', level: 3, children: text('Подробнее') },
    { kind: 'heading', level: 2, children: text('Шаг 2') },
  ];
  expect(chaptersOf(guide)).toEqual([
    {
      title: 'Шаг 1. Роль',
      blocks: [
        { kind: 'paragraph', children: text('Откройте') },
        { kind: 'heading', level: 3, children: text('Подробнее') },
      ],
    },
    { title: 'Шаг 2', blocks: [] },
  ]);
});

const DOCS = join(__dirname, '..', '..', 'docs');

/** What a line of a guide is, as far as the languages must agree. */
const KINDS = [
  [/^## /, 'chapter'],
  [/^#+ /, 'heading'],
  [/^\d+\. /, 'step'],
  [/^- /, 'point'],
  [/^\| *-/, 'rule'],
  [/^\|/, 'row'],
  [/^>/, 'quote'],
] as const;

/** The chapters of a guide, each with how many steps, points, rows and so on it has, and its code words. */
function outline(path: string): Record<string, number | string>[] {
  const chapters: Record<string, number | string>[] = [];
  for (const line of readFileSync(join(DOCS, path), 'utf8').split('\n')) {
    const kind = KINDS.find(([start]) => start.test(line))?.[1];
    if (kind === 'chapter') chapters.push({});
    const chapter = chapters.at(-1);
    if (chapter === undefined || kind === undefined) continue;
    chapter[kind] = Number(chapter[kind] ?? 0) + 1;
    const code = line.match(/`[^`]+`/g);
    if (kind === 'row' && code !== null) chapter['code'] = `${chapter['code'] ?? ''}${code.join('')}`;
  }
  return chapters;
}

test.each(['medods.md', 'profsalon.md'])('%s has the same chapters in Russian and in English', (guide) => {
  const russian = outline(guide);
  expect(russian.length).toBeGreaterThan(5);
  expect(outline(join('en', guide))).toEqual(russian);
});
