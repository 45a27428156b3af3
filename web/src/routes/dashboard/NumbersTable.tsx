import { Paper, Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface NumbersTableProps {
  readonly title: string;
  /** Heads the column that says what the numbers are of. */
  readonly first: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
}

/** Numbers of several things, one under the other. */
export function NumbersTable({ title, first, columns, children }: NumbersTableProps) {
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <Table.ScrollContainer type="native" minWidth={480} tabIndex={0} role="region" aria-label={title}>
        <Table verticalSpacing={6} aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{first}</Table.Th>
              {columns.map((column) => (
                <Table.Th key={column} scope="col" ta="end">
                  {column}
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
