import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

const INTERVAL_MILLISECONDS = 15_000;

function readHealth(condition: 'failing' | 'late' | 'quiet' | 'ok' | 'off' | undefined) {
  return answerOf(
    api.GET('/api/v1/integrations', {
      params: { query: condition === undefined ? {} : { condition } },
    }),
  );
}

export type HealthCard = Awaited<ReturnType<typeof readHealth>>['items'][number];

/** The integrations of all tenants, the worst first, kept fresh. */
export function healthQuery(condition: HealthCard['condition'] | undefined) {
  return queryOptions({
    queryKey: ['health', condition ?? null],
    queryFn: () => readHealth(condition),
    refetchInterval: INTERVAL_MILLISECONDS,
  });
}
