import { Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/audit';

type Change = AuditEntry['changes'][number];

/** How the log says that a secret is another one now, which is all it may say. */
const SECRET_CHANGED = 'changed';

/** Fields with their values before and after. */
export function AuditChanges({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  const inWords = (value: Change['from']): string => {
    if (value === null) return '—';
    if (typeof value === 'boolean') return value ? t('values.yes') : t('values.no');
    return String(value);
  };
  return (
    <Stack gap={2}>
      {changes.map(({ field, from, to }) => (
        <Text key={field} size="xs" style={{ overflowWrap: 'anywhere' }}>
          <Code>{field}</Code>{' '}
          {from === null && to === SECRET_CHANGED
            ? t('audit.secretChanged')
            : from === null
              ? inWords(to)
              : `${inWords(from)} → ${inWords(to)}`}
        </Text>
      ))}
    </Stack>
  );
}
