import type { Block, Guide, Inline } from './guide';

/** A part of a guide that can be folded away. */
export interface Chapter {
  readonly title: string;
  readonly blocks: readonly Block[];
}

function plainText(children: readonly Inline[]): string {
  return children.map((piece) => ('text' in piece ? piece.text : plainText(piece.children))).join('');
}

/** The chapters of a guide: it is cut at headings of the second level; what stands before them is left out. */
export function chaptersOf(guide: Guide): Chapter[] {
  const chapters: { title: string; blocks: Block[] }[] = [];
  for (const block of guide) {
    if (block.kind === 'heading' && block.level === 2) {
      chapters.push({ title: plainText(block.children), blocks: [] });
    } else {
      chapters.at(-1)?.blocks.push(block);
    }
  }
  return chapters;
}
