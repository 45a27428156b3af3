import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signIn } from '../api/session';
import { useArrival } from '../app/arrival';
import { ErrorState } from '../components/ErrorState';
import { PasswordField } from '../components/PasswordField';
import { EntryFrame } from '../frame/EntryFrame';

export function LoginPage() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/login' });
  const arrive = useArrival();
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', password: '' } });
  const login = useMutation({ mutationFn: signIn, onSuccess: (me) => arrive(me, next) });
  return (
    <EntryFrame title={t('login.title')}>
      <form onSubmit={form.onSubmit((values) => login.mutate(values))}>
        <Stack>
          <TextInput
            label={t('login.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordField
            label={t('login.password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          {login.error !== null && <ErrorState error={login.error} />}
          <Button type="submit" loading={login.isPending || login.isSuccess} fullWidth>
            {t('login.submit')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('login.forgotten')}
          </Text>
        </Stack>
      </form>
    </EntryFrame>
  );
}
