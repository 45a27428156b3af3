import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { acceptInvitation, type Invitation, lookUpInvitation } from '../api/session';
import { useArrival } from '../app/arrival';
import { ErrorState } from '../components/ErrorState';
import { useFieldProblems } from '../components/field-problems';
import { PasswordField } from '../components/PasswordField';
import { LinkPage } from '../frame/LinkPage';

/** Where somebody who was invited says who they are and chooses a password. */
export function InvitePage() {
  const { t } = useTranslation();
  return (
    <LinkPage
      kind="invitation"
      title={t('invite.title')}
      incomplete={{ title: t('invite.incomplete.title'), text: t('invite.incomplete.text') }}
      lookUp={lookUpInvitation}
    >
      {(token, invitation) => <Acceptance token={token} {...invitation} />}
    </LinkPage>
  );
}

interface AcceptanceProps extends Invitation {
  readonly token: string;
}

function Acceptance({ token, email, role, tenantName }: AcceptanceProps) {
  const { t } = useTranslation();
  const arrive = useArrival();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', password: '' } });
  const accept = useMutation({ mutationFn: acceptInvitation, onSuccess: (me) => arrive(me) });
  const wrong = useFieldProblems(accept.error);
  return (
    <form onSubmit={form.onSubmit((values) => accept.mutate({ token, ...values }))}>
      <Stack>
        <Text size="sm">
          {tenantName === null
            ? t('invite.toInstallation', { role: t(`roles.${role}`) })
            : t('invite.toTenant', { tenant: tenantName, role: t(`roles.${role}`) })}
        </Text>
        <TextInput label={t('login.email')} value={email} autoComplete="username" readOnly />
        <TextInput
          label={t('invite.name')}
          autoComplete="name"
          required
          withAsterisk={false}
          key={form.key('name')}
          {...form.getInputProps('name')}
          error={wrong('name')}
        />
        <PasswordField
          label={t('invite.password')}
          description={t('invite.passwordHelp')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          key={form.key('password')}
          {...form.getInputProps('password')}
          error={wrong('password')}
        />
        {accept.error !== null && <ErrorState error={accept.error} />}
        <Button type="submit" loading={accept.isPending || accept.isSuccess} fullWidth>
          {t('invite.submit')}
        </Button>
      </Stack>
    </form>
  );
}
