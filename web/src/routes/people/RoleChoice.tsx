import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { changeUser, type User } from '../../api/people';
import { useNotifyProblem } from '../../components/notify';

const CHOICES = ['admin', 'analyst'] as const;

interface RoleChoiceProps {
  readonly user: User;
  /** Nobody changes their own role, and an operator stays one. */
  readonly fixed: boolean;
}

export function RoleChoice({ user, fixed }: RoleChoiceProps) {
  const { t } = useTranslation();
  const notifyProblem = useNotifyProblem();
  const change = useChange((role: (typeof CHOICES)[number]) => changeUser(user.id, { role }), [['users']]);
  if (fixed) return <Text size="sm">{t(`roles.${user.role}`)}</Text>;
  return (
    <NativeSelect
      aria-label={t('users.roleOf', { name: user.name })}
      size="xs"
      w={160}
      value={user.role}
      disabled={change.isPending}
      data={CHOICES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      onChange={(event) => {
        const role = CHOICES.find((one) => one === event.currentTarget.value);
        if (role !== undefined) change.mutate(role, { onError: notifyProblem });
      }}
    />
  );
}
