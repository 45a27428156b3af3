import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntegrationKey } from '../api/integrations';
import { runsKey, startBackfill } from '../api/runs';
import { useTenant } from '../app/session';
import { ErrorState } from '../components/ErrorState';
import { type Period, PeriodField } from '../components/PeriodField';

/** Reads visits of a past period. */
export function Backfill({ path }: { path: IntegrationKey }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconHistory size={16} aria-hidden />} onClick={open}>
        {t('backfill.open')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('backfill.title')}>
        <BackfillForm path={path} onClose={close} />
      </Modal>
    </>
  );
}

function BackfillForm({ path, onClose }: { path: IntegrationKey; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { timezone } = useTenant();
  const [period, setPeriod] = useState<Period>({});
  const { from, to } = period;
  const start = useMutation({
    mutationFn: (range: { from: string; to: string }) => startBackfill(path, range),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: runsKey(path) }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (from !== undefined && to !== undefined) start.mutate({ from, to });
      }}
    >
      <Stack>
        <Text size="sm">{t('backfill.about')}</Text>
        <PeriodField
          label={t('backfill.range')}
          placeholder={t('backfill.choose')}
          value={period}
          onChange={setPeriod}
          timeZone={timezone}
        />
        {start.error !== null && <ErrorState error={start.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={start.isPending} disabled={from === undefined || to === undefined}>
            {t('backfill.start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
