import { Button, Code, Group, Stack, Table, Text } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventDetail } from '../api/events';
import { useMayChange } from '../app/session';

interface EventBodyProps {
  readonly body: EventDetail['body'];
  readonly isRevealed: boolean;
  readonly isRevealing: boolean;
  readonly onToggle: () => void;
}

/** What a delivery held; names and contacts only for who asks, and that is written down. */
export function EventBody({ body, isRevealed, isRevealing, onToggle }: EventBodyProps) {
  const { t } = useTranslation();
  const mayReveal = useMayChange();
  if (body === null) return <Text size="sm">{t('events.bodyGone')}</Text>;
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {t('events.body')}
        </Text>
        {mayReveal && (
          <Button
            size="compact-sm"
            variant="default"
            loading={isRevealing}
            leftSection={
              isRevealed ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />
            }
            onClick={onToggle}
          >
            {isRevealed ? t('events.hide') : t('events.reveal')}
          </Button>
        )}
      </Group>
      {!isRevealed && (
        <Text size="xs" c="dimmed">
          {t('events.hidden')}
        </Text>
      )}
      <Content body={body} />
      {body.cut && (
        <Text size="xs" c="dimmed">
          {t('events.cut')}
        </Text>
      )}
    </Stack>
  );
}

function Content({ body }: { body: NonNullable<EventDetail['body']> }) {
  const { t } = useTranslation();
  switch (body.format) {
    case 'json':
      return <Preformatted text={body.text} />;
    case 'form':
      return (
        <Table fz="xs" verticalSpacing={4}>
          <Table.Tbody>
            {body.pairs.map(({ name, value }) => (
              <Table.Tr key={`${name}=${value}`}>
                <Table.Th style={{ verticalAlign: 'top' }}>{name}</Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      );
    case 'text':
      return body.text === null ? (
        <Text size="sm">{t('events.wholeHidden')}</Text>
      ) : (
        <Preformatted text={body.text} />
      );
    case 'binary':
      return body.base64 === null ? (
        <Text size="sm">{t('events.wholeHidden')}</Text>
      ) : (
        <Preformatted text={body.base64} />
      );
  }
}

function Preformatted({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Code
      block
      tabIndex={0}
      aria-label={t('events.body')}
      style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
    >
      {text}
    </Code>
  );
}
