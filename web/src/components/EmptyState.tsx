import { EmptyState as Layout } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What it takes for something to be here. */
  readonly children: ReactNode;
  /** The one button that brings it about. */
  readonly action?: ReactNode;
}

/** Nothing is here yet, and how that changes. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Layout icon={icon} title={title} description={children} maw={520} mx="auto" py="xl">
      {action !== undefined && <Layout.Actions>{action}</Layout.Actions>}
    </Layout>
  );
}
