import { queryOptions } from '@tanstack/react-query';
import type { Language } from '../i18n/languages';
import { answerOf, api, done } from './client';

/** Who is signed in, with the tenants they may see: all of them for an operator. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => answerOf(api.GET('/api/v1/me')),
  staleTime: 60_000,
});

export type Me = Awaited<ReturnType<typeof signIn>>;
export type Tenant = Me['tenants'][number];
/** `analyst` reads, `admin` changes what is of the tenant, `operator` runs the installation. */
export type Role = NonNullable<Me['user']>['role'];

export function signIn(body: { email: string; password: string }) {
  return answerOf(api.POST('/api/v1/login', { body }));
}

export function signOut(): Promise<void> {
  return done(api.POST('/api/v1/logout'));
}

export function saveLanguage(language: Language) {
  return answerOf(api.PATCH('/api/v1/me', { body: { language } }));
}

export type Invitation = Awaited<ReturnType<typeof lookUpInvitation>>;

export function lookUpInvitation(token: string) {
  return answerOf(api.POST('/api/v1/invitations/lookup', { body: { token } }));
}

export function lookUpPasswordLink(token: string) {
  return answerOf(api.POST('/api/v1/password-links/lookup', { body: { token } }));
}

/** Sets a new password and signs in with it. */
export function setPassword(body: { token: string; password: string }) {
  return answerOf(api.POST('/api/v1/password-links/use', { body }));
}

export function acceptInvitation(body: { token: string; name: string; password: string }) {
  return answerOf(api.POST('/api/v1/invitations/accept', { body }));
}
