import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '../../api/records';
import { columnTime, roubles } from '../../components/figures';
import { currentLanguage } from '../../i18n/language';
import type { RecordNames } from './names';

export type ChangeNames = Pick<RecordNames, 'funnels' | 'stages' | 'employees'>;

interface ChangeLineProps {
  readonly change: HistoryItem['changes'][number];
  /** Whether the value before is worth telling. */
  readonly withBefore: boolean;
  readonly timeZone: string;
  readonly names: ChangeNames;
}

const DASH = '—';

/** Fields of a deal with a name for people. */
const FIELDS = [
  'name',
  'amount',
  'paidAmount',
  'createdAt',
  'funnelId',
  'stageId',
  'statusText',
  'contactId',
  'employeeId',
  'customFields',
  'crmSource',
  'deleted',
] as const;
type Field = (typeof FIELDS)[number];

/** One field with its value before and after, in words. */
export function ChangeLine({ change, withBefore, timeZone, names }: ChangeLineProps) {
  const { t } = useTranslation();
  const field = FIELDS.find((one) => one === change.field);
  if (field === undefined) return null;
  // Of a contact only the id is known here, and that says nothing to a reader.
  if (field === 'contactId') return <Line label={t('history.contactChanged')} />;
  const inWords = (value: unknown) => {
    if (typeof value === 'boolean') return value ? t('values.yes') : t('values.no');
    return textOf(field, value, timeZone, names);
  };
  const before = inWords(change.from);
  const after = inWords(change.to);
  return (
    <Line
      label={t(`history.fields.${field}`)}
      value={withBefore && before !== DASH ? `${before} → ${after}` : after}
    />
  );
}

function Line({ label, value }: { label: string; value?: string }) {
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      <Text span c="dimmed" inherit>
        {label}
        {value !== undefined && ': '}
      </Text>
      {value}
    </Text>
  );
}

function textOf(field: Field, value: unknown, timeZone: string, names: ChangeNames): string {
  if (field === 'customFields')
    return Array.isArray(value) ? value.map(customField).join('; ') || DASH : DASH;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '') return DASH;
  switch (field) {
    case 'amount':
    case 'paidAmount':
      return roubles(value, currentLanguage());
    case 'createdAt':
      return columnTime(value, currentLanguage(), timeZone);
    case 'funnelId':
      return names.funnels.of(value);
    case 'stageId':
      return names.stages.of(value);
    case 'employeeId':
      return names.employees.of(value);
    default:
      return value;
  }
}

function customField(value: unknown): string {
  if (typeof value !== 'object' || value === null) return DASH;
  const { name, value: text }: { name?: unknown; value?: unknown } = value;
  return `${String(name)}: ${String(text)}`;
}
