import { Anchor, Blockquote, Code, List, Stack, Table, Text } from '@mantine/core';
import { createElement, Fragment } from 'react';
import type { Block, Inline } from './guide';

/** Draws a part of a guide. */
export function GuideBlocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <Stack gap="xs">
      {blocks.map((block) => (
        <GuideBlock key={JSON.stringify(block)} block={block} />
      ))}
    </Stack>
  );
}

function GuideBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <Text size="sm" fw={600}>
          <Inlines pieces={block.children} />
        </Text>
      );
    case 'paragraph':
      return (
        <Text size="sm">
          <Inlines pieces={block.children} />
        </Text>
      );
    case 'list':
      return (
        <List
          type={block.ordered ? 'ordered' : 'unordered'}
          size="sm"
          spacing={4}
          withPadding={false}
          pl="lg"
        >
          {block.items.map((item) => (
            <List.Item key={JSON.stringify(item)}>
              <GuideBlocks blocks={item} />
            </List.Item>
          ))}
        </List>
      );
    case 'table':
      return <GuideTable {...block} />;
    case 'quote':
      return (
        <Blockquote p="sm" m={0}>
          <GuideBlocks blocks={block.blocks} />
        </Blockquote>
      );
  }
}

function GuideTable({ header, rows }: Extract<Block, { kind: 'table' }>) {
  return (
    <Table.ScrollContainer minWidth={320} type="native">
      <Table fz="xs" verticalSpacing={4} horizontalSpacing={6} layout="auto">
        <Table.Thead>
          <Table.Tr>
            {header.map((cell) => (
              <Table.Th key={JSON.stringify(cell)}>
                <Inlines pieces={cell} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={JSON.stringify(row)}>
              {row.map((cell, column) => (
                <Table.Td key={JSON.stringify(header[column])} style={{ verticalAlign: 'top' }}>
                  <Inlines pieces={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The pieces never move and some are equal, so they are children by place, without keys. */
function Inlines({ pieces }: { pieces: readonly Inline[] }) {
  return createElement(Fragment, null, ...pieces.map((piece) => createElement(InlinePiece, { piece })));
}

function InlinePiece({ piece }: { piece: Inline }) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'code':
      return <Code style={{ overflowWrap: 'anywhere' }}>{piece.text}</Code>;
    case 'strong':
      return (
        <strong>
          <Inlines pieces={piece.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines pieces={piece.children} />
        </em>
      );
    case 'link':
      return (
        <Anchor href={piece.href} inherit target="_blank" rel="noreferrer">
          <Inlines pieces={piece.children} />
        </Anchor>
      );
  }
}
