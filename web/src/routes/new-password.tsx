import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lookUpPasswordLink, setPassword } from '../api/session';
import { useArrival } from '../app/arrival';
import { ErrorState } from '../components/ErrorState';
import { useFieldProblems } from '../components/field-problems';
import { LoadingState } from '../components/LoadingState';
import { PasswordField } from '../components/PasswordField';
import { EntryFrame } from '../frame/EntryFrame';

/** Takes the token out of the part of the address that no server sees. */
export function NewPasswordPage() {
  const { t } = useTranslation();
  const token = useLocation({ select: ({ hash }) => hash });
  const [email, setEmail] = useState<string | null>(null);
  const link = useQuery({
    queryKey: ['password-link', token],
    queryFn: () => lookUpPasswordLink(token),
    // Once used it would be refused, and everything is forgotten and asked anew at an arrival.
    enabled: token !== '' && email === null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (link.isSuccess && email === null) setEmail(link.data.email);
  if (token === '') {
    return (
      <EntryFrame title={t('newPassword.title')}>
        <Alert color="yellow" title={t('newPassword.incomplete.title')}>
          {t('newPassword.incomplete.text')}
        </Alert>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('newPassword.title')}>
      {email !== null && <Choice token={token} email={email} />}
      {email === null && link.isPending && <LoadingState lines={3} />}
      {email === null && link.isError && (
        <ErrorState error={link.error} onRetry={() => void link.refetch()} />
      )}
    </EntryFrame>
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
