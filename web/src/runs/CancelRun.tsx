import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IntegrationKey } from '../api/integrations';
import { cancelRun, runsKey } from '../api/runs';
import { useNotifyProblem } from '../components/notify';

/** A pull that is stopped loses nothing it has read, so nobody is asked twice. */
export function CancelRun({ path, run }: { path: IntegrationKey; run: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const notifyProblem = useNotifyProblem();
  const cancel = useMutation({
    mutationFn: () => cancelRun(path, run),
    onError: notifyProblem,
    onSettled: () => client.invalidateQueries({ queryKey: runsKey(path) }),
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={cancel.isPending}
      disabled={cancel.isSuccess}
      onClick={() => cancel.mutate()}
    >
      {cancel.isSuccess ? t('runs.cancelling') : t('runs.cancel')}
    </Button>
  );
}
