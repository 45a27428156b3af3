import { Button, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { makePasswordLink, type User } from '../../api/people';
import { CopyField } from '../../components/CopyField';
import { useNotifyProblem } from '../../components/notify';

/** For somebody who forgot their password: a link to be sent to them. */
export function PasswordLinkButton({ user }: { user: User }) {
  const { t } = useTranslation();
  const notifyProblem = useNotifyProblem();
  const make = useMutation({ mutationFn: () => makePasswordLink(user.id), onError: notifyProblem });
  return (
    <>
      <Button size="compact-sm" variant="subtle" loading={make.isPending} onClick={() => make.mutate()}>
        {t('passwordLink.make')}
      </Button>
      <Modal
        opened={make.isSuccess}
        onClose={make.reset}
        title={t('passwordLink.title', { name: user.name })}
        centered
      >
        {make.isSuccess && (
          <Stack>
            <Text size="sm">{t('passwordLink.about', { email: make.data.email })}</Text>
            <CopyField
              label={t('passwordLink.link')}
              description={t('invitations.linkOnce')}
              value={make.data.url}
            />
            <Button onClick={make.reset}>{t('actions.done')}</Button>
          </Stack>
        )}
      </Modal>
    </>
  );
}
