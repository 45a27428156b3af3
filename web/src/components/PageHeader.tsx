import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  /** Names the page, in the browser's tab too. */
  readonly title: string;
  readonly description?: ReactNode;
  /** Beside the title, e.g. a badge. */
  readonly aside?: ReactNode;
  /** Above the title: the way back. */
  readonly back?: ReactNode;
  /** Buttons at the right. */
  readonly actions?: ReactNode;
}

/** The head of every page. */
export function PageHeader({ title, description, aside, back, actions }: PageHeaderProps) {
  return (
    <Group component="header" justify="space-between" align="flex-end" gap="sm" mb="lg">
      <title>{`${title} · Skvoz`}</title>
      <Stack gap={4} miw={0}>
        {back}
        <Group gap="sm" align="center">
          <Title order={1} size="h2">
            {title}
          </Title>
          {aside}
        </Group>
        {description !== undefined && (
          <Text c="dimmed" size="sm" maw={720}>
            {description}
          </Text>
        )}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
