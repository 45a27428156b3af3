import { IconBuilding } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/EmptyState';
import { PageHeader } from '../components/PageHeader';

/** Shown where there is no tenant to go to. */
export function HomePage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('home.title')} />
      <EmptyState icon={<IconBuilding />} title={t('home.empty.title')}>
        {t('home.empty.text')}
      </EmptyState>
    </>
  );
}
