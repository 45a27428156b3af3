import { recordNames, serviceNames } from './aliases';
import { kopecksOf, moneyOf } from './amount';
import { Fields, firstOf, listOf, type Value } from './tree';
import { textOf } from './values';

/** What the record costs: its sum, else that of its services when each has a cost. Null: not told. */
export function amountOf(record: Fields, warnings: Set<string>): string | null {
  const sum = firstOf(record, recordNames.sum);
  return sum === undefined ? sumOfServices(record, warnings) : readMoney(sum, 'sum', warnings);
}

export function paidAmountOf(record: Fields, warnings: Set<string>): string | null {
  const paid = firstOf(record, recordNames.paidSum);
  return paid === undefined ? null : readMoney(paid, 'paid_sum', warnings);
}

function readMoney(value: Value, field: string, warnings: Set<string>): string | null {
  const kopecks = kopecksOf(value);
  if (kopecks === null) warnings.add(`amount_unreadable:${field}`);
  return kopecks === null ? null : moneyOf(kopecks);
}

function sumOfServices(record: Fields, warnings: Set<string>): string | null {
  const services = listOf(firstOf(record, recordNames.services));
  if (services.length === 0) return null;
  let total = 0n;
  for (const service of services) {
    const cost = service instanceof Fields ? firstOf(service, serviceNames.cost) : undefined;
    if (!(service instanceof Fields) || cost === undefined) return null;
    const kopecks = kopecksOf(cost);
    const count = textOf(firstOf(service, serviceNames.count)) ?? '1';
    if (kopecks === null || !/^\d{1,5}$/.test(count)) {
      warnings.add('amount_unreadable:services');
      return null;
    }
    total += kopecks * BigInt(count);
  }
  return moneyOf(total);
}
