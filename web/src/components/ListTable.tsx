import { Paper, Table, useMatches } from '@mantine/core';
import type { ReactNode } from 'react';

interface ListTableProps {
  /** Says to a screen reader what is listed. */
  readonly label: string;
  readonly head: readonly {
    readonly name: string;
    readonly title: ReactNode;
    readonly end?: boolean;
    /** Left out on a phone, as its cells have to be. */
    readonly wideOnly?: boolean;
  }[];
  /** Below this width it scrolls sideways within itself. */
  readonly minWidth?: number;
  /** The same on a phone, where fewer columns are shown. */
  readonly phoneMinWidth?: number;
  readonly children: ReactNode;
}

/** A table of a page's things, short enough to be drawn whole. */
export function ListTable({
  label,
  head,
  minWidth = 640,
  phoneMinWidth = minWidth,
  children,
}: ListTableProps) {
  const scrollsBelow = useMatches({ base: phoneMinWidth, sm: minWidth });
  const spacing = useMatches({ base: 'xs', sm: 'md' });
  return (
    <Paper withBorder>
      <Table.ScrollContainer
        type="native"
        minWidth={scrollsBelow}
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        <Table verticalSpacing="xs" horizontalSpacing={spacing} aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {head.map(({ name, title, end = false, wideOnly = false }) => (
                <Table.Th
                  key={name}
                  ta={end ? 'end' : 'start'}
                  fw={500}
                  fz="xs"
                  c="dimmed"
                  scope="col"
                  {...(wideOnly ? { visibleFrom: 'sm' } : {})}
                >
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
