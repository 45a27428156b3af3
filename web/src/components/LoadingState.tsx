import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const WIDTHS = ['62%', '88%', '74%', '92%', '57%', '81%'];

/** The shape of lines that are on their way. */
export function LoadingState({ lines = 5 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" py="xs" role="status">
      <VisuallyHidden>{t('states.loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={WIDTHS[line % WIDTHS.length]} height={18} width={WIDTHS[line % WIDTHS.length]} />
      ))}
    </Stack>
  );
}
