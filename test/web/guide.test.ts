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
