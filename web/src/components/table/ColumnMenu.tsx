import { Button, Checkbox, Popover, ScrollArea, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RowColumn } from './columns';

interface ColumnMenuProps<Row> {
  readonly columns: readonly RowColumn<Row>[];
  readonly visibility: Readonly<Record<string, boolean>>;
  readonly onChoose: (id: string, shown: boolean) => void;
  readonly onReset: () => void;
}

/** Which columns to show. */
export function ColumnMenu<Row>({ columns, visibility, onChoose, onReset }: ColumnMenuProps<Row>) {
  const { t } = useTranslation();
  const shown = columns.filter(({ id }) => visibility[id] === true);
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {t('raw.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('raw.columns')}>
        <ScrollArea.Autosize mah={360} type="auto" offsetScrollbars>
          <Stack gap="xs" p={2}>
            {columns.map(({ id, title }) => {
              const isShown = visibility[id] === true;
              return (
                <Checkbox
                  key={id}
                  label={title}
                  checked={isShown}
                  disabled={isShown && shown.length === 1}
                  onChange={(event) => onChoose(id, event.currentTarget.checked)}
                />
              );
            })}
            <Button variant="subtle" size="compact-sm" onClick={onReset}>
              {t('raw.resetColumns')}
            </Button>
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
