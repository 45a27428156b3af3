import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntegrationCard, IntegrationKey } from '../api/integrations';
import type { Vendor } from '../api/vendors';
import { useMayChange } from '../app/session';
import { ButtonLink } from '../components/links';
import { useTexts } from '../components/problem-texts';
import { useAdvice } from '../components/use-advice';
import { cardStateOf, failureOf } from './card-state';
import { SyncButton } from './SyncButton';

interface CardWarningProps {
  readonly card: IntegrationCard;
  readonly vendor: Vendor;
  readonly path: IntegrationKey;
}

/** What is wrong with an integration, and the one thing to press. Nothing where all is well. */
export function CardWarning({ card, vendor, path }: CardWarningProps) {
  const { t } = useTranslation();
  const text = useTexts();
  const mayChange = useMayChange();
  const advise = useAdvice();
  const failure = failureOf(card);
  const toSettings = (
    <ButtonLink to="/t/$tenant/integrations/$integration/settings" params={path} size="xs" variant="default">
      {t('card.openSettings')}
    </ButtonLink>
  );
  const state = cardStateOf(card);
  switch (state) {
    case 'failed':
    case 'failing':
    case 'partial':
      return (
        failure !== null && (
          <Warning
            color={state === 'partial' ? 'yellow' : 'red'}
            title={text(failure.message)}
            text={advise(text(failure.action))}
          >
            {card.state === 'active' && vendor.backfill
              ? mayChange && <SyncButton path={path} />
              : toSettings}
          </Warning>
        )
      );
    case 'late':
      return (
        <Warning
          color="yellow"
          title={t('card.late.title')}
          text={`${t('card.late.text')} ${advise(t('card.late.press'))}`}
        >
          {mayChange && <SyncButton path={path} />}
        </Warning>
      );
    case 'quiet':
      return (
        <Warning
          color="yellow"
          title={t('card.quiet.title')}
          text={`${t('card.quiet.text')} ${advise(t('card.quiet.press'))}`}
        >
          {toSettings}
        </Warning>
      );
    default:
      return null;
  }
}

interface WarningProps {
  readonly color: 'red' | 'yellow';
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function Warning({ color, title, text, children }: WarningProps) {
  return (
    <Alert color={color} icon={<IconAlertTriangle aria-hidden />} title={title}>
      <Stack gap="xs">
        <Text size="sm">{text}</Text>
        <Group>{children}</Group>
      </Stack>
    </Alert>
  );
}
