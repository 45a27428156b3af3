import { Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/audit';
import { type AuditChange, type FieldWords, plainWords } from './audit-reading';
import { useAuditWords } from './audit-words';

interface AuditChangesProps {
  readonly entry: AuditEntry;
  readonly withCodes: boolean;
}

/** Fields with their values before and after. */
export function AuditChanges({ entry, withCodes }: AuditChangesProps) {
  const { fieldOf } = useAuditWords(entry);
  const fields = entry.changes.map((change) => ({ change, words: fieldOf(change) }));
  const inOrder = fields.sort((one, other) => placeOf(one.words) - placeOf(other.words));
  return (
    <Stack gap={2}>
      {inOrder.map(({ change, words }) => (
        <ChangedField key={change.field} change={change} words={words} withCodes={withCodes} />
      ))}
    </Stack>
  );
}

/** What has no name comes last. */
function placeOf(words: FieldWords | null): number {
  return words?.place ?? Number.MAX_SAFE_INTEGER;
}

interface ChangedFieldProps {
  readonly change: AuditChange;
  readonly words: FieldWords | null;
  readonly withCodes: boolean;
}

function ChangedField({ change: { field, from, to }, words, withCodes }: ChangedFieldProps) {
  const { t } = useTranslation();
  const read = words === null ? (value: NonNullable<typeof from>) => plainWords(value, t) : words.read;
  const inWords = (value: typeof from) => (value === null ? '—' : (read?.(value) ?? ''));
  return (
    <Text size="sm" title={field} style={{ overflowWrap: 'anywhere' }}>
      {words === null ? (
        <Code>{field}</Code>
      ) : (
        <Text span inherit c="dimmed">
          {words.label}
        </Text>
      )}
      {': '}
      {read === undefined
        ? t('audit.secretChanged')
        : from === null
          ? inWords(to)
          : `${inWords(from)} → ${inWords(to)}`}
      {withCodes && words !== null && (
        <>
          {' '}
          <Code>{field}</Code>
        </>
      )}
    </Text>
  );
}
