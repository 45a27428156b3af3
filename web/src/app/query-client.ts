import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem';

const RETRIES = 2;

function isWorthRetrying(failures: number, error: Error): boolean {
  const status = error instanceof ApiProblem ? error.facts.status : 0;
  return failures < RETRIES && (status === 0 || status >= 500);
}

/** @param onSignedOut is told when an answer shows that the session has ended. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiProblem && error.facts.status === 401) onSignedOut();
      },
    }),
    defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 2_000 } },
  });
}
