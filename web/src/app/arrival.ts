import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type Me, meQuery } from '../api/session';
import { switchLanguage } from '../i18n/language';

/** Lets who has just signed in go on to `next`, a path of this cabinet, in their own language. */
export function useArrival(): (me: Me, next?: string) => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async (me, next = '/') => {
    client.clear();
    client.setQueryData(meQuery.queryKey, me);
    if (me.user !== null) await switchLanguage(me.user.language);
    router.history.push(next);
  };
}
