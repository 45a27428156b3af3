import { Button, Collapse, Group, Paper, Select, SimpleGrid, Stack } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Period, PeriodField } from '../../components/PeriodField';
import { SearchField } from '../../components/SearchField';
import type { Choice } from './names';

/** A filter with a few values to choose from. */
export interface FilterSelect<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: readonly Choice[];
}

interface FilterBarProps<Name extends string> {
  readonly searchLabel: string;
  readonly q: string | undefined;
  readonly period: Period;
  readonly timeZone: string;
  readonly selects: readonly FilterSelect<Name>[];
  /** Further filters, beside the selects. */
  readonly children?: ReactNode;
  /** How many of the filters behind the button are set. */
  readonly set: number;
  readonly onSearch: (q: string) => void;
  readonly onPeriod: (period: Period) => void;
  readonly onSelect: (name: Name, value: string | null) => void;
  readonly onReset: () => void;
  /** What else is done with the rows, at the end of the line. */
  readonly tools: ReactNode;
}

/** What a table is narrowed to. */
export function FilterBar<Name extends string>(props: FilterBarProps<Name>) {
  const { searchLabel, q, period, timeZone, selects, children, set, tools } = props;
  const { onSearch, onPeriod, onSelect, onReset } = props;
  const { t } = useTranslation();
  const [opened, { toggle }] = useDisclosure(set > 0);
  const panel = useId();
  return (
    <Stack gap="xs" mb="sm">
      <Group gap="xs">
        <SearchField label={searchLabel} value={q ?? ''} onChange={onSearch} />
        <PeriodField
          label={t('raw.period')}
          placeholder={t('raw.anyPeriod')}
          value={period}
          onChange={onPeriod}
          timeZone={timeZone}
          labelHidden
        />
        <Button
          variant={set > 0 ? 'light' : 'default'}
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={toggle}
          aria-expanded={opened}
          aria-controls={panel}
        >
          {set > 0 ? t('raw.filtersSet', { count: set }) : t('raw.filters')}
        </Button>
        {tools}
      </Group>
      <Collapse expanded={opened} id={panel}>
        <Paper withBorder p="sm">
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="sm" verticalSpacing="xs">
            {selects.map(({ name, label, value, choices }) => (
              <Select
                key={name}
                size="xs"
                label={label}
                placeholder={t('raw.any')}
                data={[...choices]}
                value={value ?? null}
                onChange={(chosen) => onSelect(name, chosen)}
                clearable
                searchable
                nothingFoundMessage={t('states.nothingFound')}
              />
            ))}
            {children}
          </SimpleGrid>
          {set > 0 && (
            <Button mt="sm" size="compact-sm" variant="subtle" onClick={onReset}>
              {t('raw.resetFilters')}
            </Button>
          )}
        </Paper>
      </Collapse>
    </Stack>
  );
}
