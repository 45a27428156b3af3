import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lookUpPasswordLink, setPassword } from '../api/session';
import { useArrival } from '../app/arrival';
import { ErrorState } from '../components/ErrorState';
import { useFieldProblems } from '../components/field-problems';
import { PasswordField } from '../components/PasswordField';
import { LinkPage } from '../frame/LinkPage';

/** Where somebody who forgot their password chooses another. */
export function NewPasswordPage() {
  const { t } = useTranslation();
  return (
    <LinkPage
      kind="password-link"
      title={t('newPassword.title')}
      incomplete={{ title: t('newPassword.incomplete.title'), text: t('newPassword.incomplete.text') }}
      lookUp={lookUpPasswordLink}
    >
      {(token, { email }) => <Choice token={token} email={email} />}
    </LinkPage>
  );
}

function Choice({ token, email }: { token: string; email: string }) {
  const { t } = useTranslation();
  const arrive = useArrival();
  const form = useForm({ mode: 'uncontrolled', initialValues: { password: '' } });
  const save = useMutation({ mutationFn: setPassword, onSuccess: (me) => arrive(me) });
  const wrong = useFieldProblems(save.error);
  return (
    <form onSubmit={form.onSubmit(({ password }) => save.mutate({ token, password }))}>
      <Stack>
        <Text size="sm">{t('newPassword.about', { email })}</Text>
        {/* Keepers of passwords want to know whose it is. */}
        <TextInput label={t('login.email')} value={email} autoComplete="username" readOnly />
        <PasswordField
          label={t('newPassword.password')}
          description={t('invite.passwordHelp')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          key={form.key('password')}
          {...form.getInputProps('password')}
          error={wrong('password')}
        />
        {save.error !== null && <ErrorState error={save.error} />}
        <Button type="submit" loading={save.isPending || save.isSuccess} fullWidth>
          {t('newPassword.submit')}
        </Button>
      </Stack>
    </form>
  );
}
