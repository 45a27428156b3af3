import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../api/runs';
import { noteOf } from './run-state';

/** What was odd in the vendor's data; nothing of it stopped the pull. */
export function RunNotes({ notes }: { notes: Run['notes'] }) {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('runs.notes')}
      </Text>
      <List size="xs" c="dimmed">
        {notes.map(({ code, count }) => {
          const { known, detail } = noteOf(code);
          return (
            <List.Item key={code}>
              {known === undefined ? code : t(`runNotes.${known}`, { detail })}: {count}
            </List.Item>
          );
        })}
      </List>
    </div>
  );
}
