import { useState } from 'react';
import type { RowColumn } from './columns';

type Chosen = Readonly<Record<string, boolean>>;

function read(key: string): Chosen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    );
  } catch (error) {
    // What is kept there may be of an older or of another cabinet.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Which columns of a table are shown, kept in this browser. */
export function useChosenColumns<Row>(table: string, columns: readonly RowColumn<Row>[]) {
  const key = `skvoz-columns-${table}`;
  const [chosen, setChosen] = useState(() => read(key));
  const keep = (next: Chosen) => {
    localStorage.setItem(key, JSON.stringify(next));
    setChosen(next);
  };
  return {
    visibility: Object.fromEntries(columns.map(({ id, shown }) => [id, chosen[id] ?? shown])),
    choose: (id: string, shown: boolean) => keep({ ...chosen, [id]: shown }),
    reset: () => keep({}),
  };
}
