import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptInvitation, type Invitation, lookUpInvitation } from '../api/session';
import { useArrival } from '../app/arrival';
import { ErrorState } from '../components/ErrorState';
import { useFieldProblems } from '../components/field-problems';
import { LoadingState } from '../components/LoadingState';
import { PasswordField } from '../components/PasswordField';
import { EntryFrame } from '../frame/EntryFrame';

/** Takes the token out of the part of the address that no server sees. */
export function InvitePage() {
  const { t } = useTranslation();
  const token = useLocation({ select: ({ hash }) => hash });
  const [found, setFound] = useState<Invitation | null>(null);
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => lookUpInvitation(token),
    // Once accepted it would be refused, and everything is forgotten and asked anew at an arrival.
    enabled: token !== '' && found === null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (invitation.isSuccess && found === null) setFound(invitation.data);
  if (token === '') {
    return (
      <EntryFrame title={t('invite.title')}>
        <Alert color="yellow" title={t('invite.incomplete.title')}>
          {t('invite.incomplete.text')}
        </Alert>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('invite.title')}>
      {found !== null && <Acceptance token={token} {...found} />}
      {found === null && invitation.isPending && <LoadingState lines={3} />}
      {found === null && invitation.isError && (
        <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />
      )}
    </EntryFrame>
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
