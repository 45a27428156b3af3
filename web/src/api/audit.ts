import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { FIRST_PAGE, pageAfter } from './pages';

/** Who did what, newest first; in the whole installation where no tenant is named. */
export function auditQuery(tenant: string | null) {
  return infiniteQueryOptions({
    queryKey: ['audit', tenant],
    queryFn: ({ pageParam }) => readAudit(tenant, pageParam),
    ...FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export type AuditEntry = Awaited<ReturnType<typeof readAudit>>['items'][number];

function readAudit(tenant: string | null, cursor: string | null) {
  const query = { ...(tenant === null ? {} : { tenant }), ...pageAfter(cursor) };
  return answerOf(api.GET('/api/v1/audit', { params: { query } }));
}
