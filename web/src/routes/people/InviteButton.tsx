import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../components/CopyField';
import { InvitationForm } from './InvitationForm';

/** @param tenant null: the form asks where the invited person will belong. */
export function InviteButton({ tenant }: { tenant: string | null }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<'closed' | 'form' | { email: string; url: string }>('closed');
  const close = () => setStep('closed');
  return (
    <>
      <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setStep('form')}>
        {t('invitations.invite')}
      </Button>
      <Modal opened={step !== 'closed'} onClose={close} title={t('invitations.invite')} centered>
        {typeof step === 'object' ? (
          <Stack>
            <Text size="sm">{t('invitations.ready', { email: step.email })}</Text>
            <CopyField
              label={t('invitations.link')}
              description={t('invitations.linkOnce')}
              value={step.url}
            />
            <Button onClick={close}>{t('actions.done')}</Button>
          </Stack>
        ) : (
          <InvitationForm tenant={tenant} onCancel={close} onInvited={setStep} />
        )}
      </Modal>
    </>
  );
}
