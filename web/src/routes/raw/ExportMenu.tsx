import { Button, Dialog, Menu, Progress, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState';
import { megabytes, percent } from '../../components/figures';
import { wholeNumber } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { type ExportProgress, type ReadFile, useExport } from './export';

interface ExportMenuProps {
  readonly read: ReadFile;
}

/** All rows of the filter as a file, with its progress in a corner while the page can be used on. */
export function ExportMenu({ read }: ExportMenuProps) {
  const { t } = useTranslation();
  const { progress, error, start, cancel, dismiss } = useExport(read);
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={progress !== null}
          >
            {t('raw.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => start('xlsx')}>{t('raw.xlsx')}</Menu.Item>
          <Menu.Item onClick={() => start('csv')}>{t('raw.csv')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog
        opened={progress !== null || error !== null}
        withCloseButton={progress === null}
        onClose={dismiss}
        size="md"
        role="region"
        aria-label={t('raw.export')}
      >
        {progress !== null && <Progressing progress={progress} onCancel={cancel} />}
        {error !== null && <ErrorState error={error} />}
      </Dialog>
    </>
  );
}

interface ProgressingProps {
  readonly progress: ExportProgress;
  readonly onCancel: () => void;
}

function Progressing({ progress: { bytes, rows, total }, onCancel }: ProgressingProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const part = partOf(rows, total);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500} role="status">
        {t('raw.exporting')}
      </Text>
      <Progress.Root transitionDuration={150}>
        {part === null ? (
          <Progress.Section value={100} animated withAria={false} />
        ) : (
          <Progress.Section value={Math.round(100 * part)} aria-label={t('raw.exporting')} />
        )}
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {total === null || part === null
          ? t('raw.exportCounting')
          : t('raw.exportedRowsOf', {
              rows: wholeNumber(rows, language),
              total: wholeNumber(total, language),
              percent: percent(part, language),
              size: megabytes(bytes, language),
            })}
      </Text>
      <Button variant="default" size="xs" onClick={onCancel}>
        {t('actions.cancel')}
      </Button>
    </Stack>
  );
}

/** Of one, rounded down to a hundredth: nothing is done before it is. Rows may have been added since they were counted. */
function partOf(rows: number, total: number | null): number | null {
  if (total === null) return null;
  return total === 0 ? 1 : Math.min(1, Math.floor((100 * rows) / total) / 100);
}
