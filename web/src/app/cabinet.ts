import type { QueryClient } from '@tanstack/react-query';
import { FirstAnswers } from './first-answers';
import { createQueryClient } from './query-client';
import { createCabinetRouter } from './router';

/** What every page stands on. */
interface Cabinet {
  readonly queryClient: QueryClient;
  readonly router: ReturnType<typeof createCabinetRouter>;
  /** Makes the page of the address ready to be drawn: who looks, its files, its first answers. */
  open(): Promise<void>;
}

/** The cabinet before anything of it is drawn. */
export function createCabinet(): Cabinet {
  const queryClient = createQueryClient(() => {
    const { pathname, href } = router.state.location;
    // The pages of signing in answer their own 401 themselves.
    if (OF_SIGNING_IN.has(pathname)) return;
    queryClient.clear();
    void router.navigate({ to: '/login', search: { next: href } });
  });
  const firstAnswers = new FirstAnswers(queryClient);
  const router = createCabinetRouter({ queryClient, firstAnswers });
  return {
    queryClient,
    router,
    open: async () => {
      await router.load();
      firstAnswers.end();
    },
  };
}

const OF_SIGNING_IN: ReadonlySet<string> = new Set(['/login', '/invite', '/new-password']);
