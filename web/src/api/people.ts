import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from './client';
import { everyItem, LARGEST_PAGE, pageAfter } from './pages';
import type { Role } from './session';

/** Of one tenant; of the whole installation where none is named. */
function ofTenant(tenant: string | null): { tenant?: string } {
  return tenant === null ? {} : { tenant };
}

export function usersQuery(tenant: string | null) {
  return queryOptions({
    queryKey: ['users', tenant],
    queryFn: () =>
      everyItem((cursor) =>
        answerOf(
          api.GET('/api/v1/users', {
            params: { query: { limit: LARGEST_PAGE, ...ofTenant(tenant), ...pageAfter(cursor) } },
          }),
        ),
      ),
  });
}

export type User = Awaited<ReturnType<typeof changeUser>>;

export function changeUser(user: string, body: { role?: 'admin' | 'analyst'; disabled?: boolean }) {
  return answerOf(api.PATCH('/api/v1/users/{user}', { params: { path: { user } }, body }));
}

export function removeUser(user: string): Promise<void> {
  return done(api.DELETE('/api/v1/users/{user}', { params: { path: { user } } }));
}

/** @returns a link by which the user chooses a new password; it is told this once. */
export function makePasswordLink(user: string) {
  return answerOf(api.POST('/api/v1/users/{user}/password-link', { params: { path: { user } } }));
}

/** Those that can be accepted still. */
export function invitationsQuery(tenant: string | null) {
  return queryOptions({
    queryKey: ['invitations', tenant],
    queryFn: () =>
      everyItem((cursor) =>
        answerOf(
          api.GET('/api/v1/invitations', {
            params: { query: { limit: LARGEST_PAGE, ...ofTenant(tenant), ...pageAfter(cursor) } },
          }),
        ),
      ),
  });
}

export type Invitation = Omit<Awaited<ReturnType<typeof invite>>, 'url'>;

/** @returns the link too; it is told this once. */
export function invite(body: { email: string; role: Role; tenantId?: string }) {
  return answerOf(api.POST('/api/v1/invitations', { body }));
}

export function withdrawInvitation(invitation: string): Promise<void> {
  return done(api.DELETE('/api/v1/invitations/{invitation}', { params: { path: { invitation } } }));
}
