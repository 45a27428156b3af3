import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/audit';

/** Who did it: a person with their e-mail, or the key of a program. */
export function AuditActor({ actor }: { actor: AuditEntry['actor'] }) {
  const { t } = useTranslation();
  const { kind, id, name, email } = actor;
  return (
    <Stack gap={0} style={{ overflowWrap: 'anywhere' }} {...(id === null ? {} : { title: id })}>
      <Text size="sm">{t(`audit.actors.${kind}`, { name: name ?? '—' })}</Text>
      {email !== null && (
        <Text size="xs" c="dimmed">
          {email}
        </Text>
      )}
    </Stack>
  );
}
