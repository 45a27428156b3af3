import { Button, Dialog, Menu, Progress, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState';
import { megabytes } from '../../components/figures';
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
  const size = megabytes(bytes, language);
  const part = rows === null || total === null || total === 0 ? null : Math.min(100, (100 * rows) / total);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t('raw.exporting')}
      </Text>
      <Progress
        value={part ?? 100}
        animated={part === null}
        aria-label={t('raw.exporting')}
        transitionDuration={150}
      />
      <Text size="sm" c="dimmed" role="status">
        {total === null && t('raw.exportedSize', { size })}
        {total !== null &&
          (rows === null
            ? t('raw.exportedSizeOf', { size, total: wholeNumber(total, language) })
            : t('raw.exportedRowsOf', {
                rows: wholeNumber(rows, language),
                total: wholeNumber(total, language),
                size,
              }))}
      </Text>
      <Button variant="default" size="xs" onClick={onCancel}>
        {t('actions.cancel')}
      </Button>
    </Stack>
  );
}
