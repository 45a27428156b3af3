import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState';

/** The page is there, but not for this user. */
export function NoPermission({ to = 'admin' }: { to?: 'admin' | 'operator' }) {
  const { t } = useTranslation();
  return (
    <EmptyState icon={<IconLock />} title={t('states.noPermission.title')}>
      {t(`states.noPermission.${to}`)}
    </EmptyState>
  );
}
