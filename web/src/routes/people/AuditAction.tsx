import { Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/audit';
import { useAuditWords } from './audit-words';

interface AuditActionProps {
  readonly entry: AuditEntry;
  readonly withCodes: boolean;
}

/** What was done, and to what. */
export function AuditAction({ entry, withCodes }: AuditActionProps) {
  const { t } = useTranslation();
  const { target } = useAuditWords(entry);
  const code = [entry.action, ...(entry.target === null ? [] : [entry.target])].join(' · ');
  return (
    <Stack gap={2} align="flex-start" title={code}>
      <Text size="sm">{t(`audit.actions.${entry.action}`)}</Text>
      {target !== null && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {target}
        </Text>
      )}
      {withCodes && <Code style={{ overflowWrap: 'anywhere' }}>{code}</Code>}
    </Stack>
  );
}
