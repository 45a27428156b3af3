import { Group, List, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconLock, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EntityResult } from '../api/problem';

const ENTITIES = ['appointments', 'sources', 'clients', 'users', 'orders'] as const;

const LOOKS = {
  visible: { color: 'teal', icon: IconCheck },
  refused: { color: 'orange', icon: IconLock },
  failed: { color: 'red', icon: IconX },
} as const;

/** What the credentials see of each of the vendor's entities. */
export function EntityResults({ entities }: { entities: readonly EntityResult[] }) {
  const { t } = useTranslation();
  return (
    <List spacing={6} listStyleType="none" p={0} m={0} styles={{ itemWrapper: { display: 'block' } }}>
      {entities.map(({ entity, result }) => {
        const name = ENTITIES.find((known) => known === entity);
        const outcome = result === 'visible' || result === 'refused' ? result : 'failed';
        const { color, icon: Icon } = LOOKS[outcome];
        return (
          <List.Item key={entity}>
            <Group gap="xs" wrap="nowrap">
              <ThemeIcon size={20} radius="xl" variant="light" color={color}>
                <Icon size={13} aria-hidden />
              </ThemeIcon>
              <Text size="sm">
                {name === undefined ? entity : t(`entityNames.${name}`)}: {t(`entityResults.${outcome}`)}
              </Text>
            </Group>
          </List.Item>
        );
      })}
    </List>
  );
}
