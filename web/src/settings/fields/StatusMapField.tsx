import { ActionIcon, Button, Fieldset, Group, Input, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTexts } from '../../components/problem-texts';
import { isStatusLines, type StatusLine } from '../status-map';
import type { FieldProps } from './field';

const READINGS = ['in_process', 'success', 'failed'] as const;

/** The vendor's statuses, and the stages of our funnel that they stand for. */
export function StatusMapField({ field, rules, label, help, value, onChange, error, disabled }: FieldProps) {
  const { t } = useTranslation();
  const text = useTexts();
  const lines = isStatusLines(value) ? value : [];
  const stages = (field.choices ?? []).map((choice) => ({ value: choice.value, label: text(choice.label) }));
  const change = (changed: StatusLine) =>
    onChange(lines.map((line) => (line.id === changed.id ? changed : line)));
  const add = () => {
    const id = Math.max(-1, ...lines.map((line) => line.id)) + 1;
    onChange([...lines, { id, status: '', stage: '', reading: null }]);
  };
  return (
    <Fieldset legend={label} variant="unstyled" disabled={disabled}>
      <Stack gap="sm">
        {help !== undefined && (
          <Text size="xs" c="dimmed">
            {help}
          </Text>
        )}
        {lines.map((line) => (
          <Group key={line.id} gap="xs" align="flex-end">
            <TextInput
              label={t('statusMap.status')}
              value={line.status}
              onChange={(event) => change({ ...line, status: event.currentTarget.value })}
              w={{ base: '100%', xs: 150 }}
            />
            <Select
              label={t('statusMap.stage')}
              data={stages}
              value={line.stage === '' ? null : line.stage}
              onChange={(stage) => change({ ...line, stage: stage ?? '' })}
              allowDeselect={false}
              flex="1 1 160px"
            />
            {rules.readings.length > 0 && (
              <Select
                label={t('statusMap.reading')}
                data={[
                  { value: '', label: t('statusMap.readings.usual') },
                  ...READINGS.map((reading) => ({
                    value: reading,
                    label: t(`statusMap.readings.${reading}`),
                  })),
                ]}
                value={line.reading ?? ''}
                onChange={(reading) => change({ ...line, reading: reading === '' ? null : reading })}
                allowDeselect={false}
                flex="1 1 140px"
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('statusMap.remove', { status: line.status })}
              onClick={() => onChange(lines.filter(({ id }) => id !== line.id))}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {error !== null && <Input.Error>{error}</Input.Error>}
        <Group>
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
            {t('statusMap.add')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
