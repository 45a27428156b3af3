import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { changeUser, removeUser, type User } from '../../api/people';
import { ConfirmButton } from '../../components/ConfirmButton';
import { useNotifyProblem } from '../../components/notify';
import { PasswordLinkButton } from './PasswordLinkButton';

/** Takes the access of a user away, gives it back, or removes them. */
export function UserActions({ user }: { user: User }) {
  const { t } = useTranslation();
  const notifyProblem = useNotifyProblem();
  const disable = useChange((disabled: boolean) => changeUser(user.id, { disabled }), [['users']]);
  const remove = useChange(() => removeUser(user.id), [['users']]);
  const { name } = user;
  return (
    <>
      {user.disabledAt === null && <PasswordLinkButton user={user} />}
      {user.disabledAt === null ? (
        <ConfirmButton
          label={t('users.disable')}
          question={t('users.disableQuestion', { name })}
          confirm={t('users.disable')}
          size="compact-sm"
          variant="subtle"
          mutation={{ ...disable, mutateAsync: () => disable.mutateAsync(true) }}
        />
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={disable.isPending}
          onClick={() => disable.mutate(false, { onError: notifyProblem })}
        >
          {t('users.enable')}
        </Button>
      )}
      <ConfirmButton
        label={t('actions.remove')}
        question={t('users.removeQuestion', { name })}
        confirm={t('actions.remove')}
        size="compact-sm"
        variant="subtle"
        color="red"
        mutation={{ ...remove, mutateAsync: () => remove.mutateAsync(undefined) }}
      />
    </>
  );
}
