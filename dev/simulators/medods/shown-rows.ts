import type { ContentEffect } from './faults';
import type { Row } from './rows';

type Alteration = Extract<ContentEffect, { kind: 'alterRows' }>;

/** The row as the clinic shows it: without `hidden` fields, and with what the faults do to it. */
export function showRow(row: Row, hidden: readonly string[], alterations: readonly Alteration[]): Row {
  const due = alterations.filter(({ ids }) => ids === undefined || ids.includes(row.id));
  if (hidden.length === 0 && due.length === 0) return row;
  const shown = { ...row };
  for (const field of hidden) delete shown[field];
  for (const alteration of due) {
    Object.assign(shown, alteration.set);
    for (const field of alteration.unset) delete shown[field];
    for (const field of alteration.stringify?.fields ?? []) {
      const value = shown[field];
      if (typeof value === 'number') shown[field] = value.toFixed(alteration.stringify?.decimals ?? 0);
    }
  }
  return shown;
}
