import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IntegrationKey } from '../api/integrations';
import { runQuery } from '../api/runs';
import { Loaded } from '../components/Loaded';
import { RunCard } from './RunCard';

interface RunDrawerProps {
  readonly path: IntegrationKey;
  /** Null closes it. */
  readonly run: string | null;
  readonly onClose: () => void;
}

/** One pull, however long ago it was. */
export function RunDrawer({ path, run, onClose }: RunDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer opened={run !== null} onClose={onClose} position="right" size="lg" title={t('runs.one')}>
      {run !== null && <Content path={path} run={run} />}
    </Drawer>
  );
}

function Content({ path, run }: { path: IntegrationKey; run: string }) {
  const query = useQuery(runQuery(path, run));
  return <Loaded query={query}>{(found) => <RunCard run={found} path={path} />}</Loaded>;
}
