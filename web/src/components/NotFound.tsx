import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState';
import { ButtonLink } from './links';
import { PageHeader } from './PageHeader';

/** The address leads to nothing that this user can see. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('states.notFound.page')} />
      <EmptyState
        icon={<IconMapOff />}
        title={t('states.notFound.title')}
        action={
          <ButtonLink to="/" variant="default">
            {t('states.notFound.home')}
          </ButtonLink>
        }
      >
        {t('states.notFound.text')}
      </EmptyState>
    </>
  );
}
