import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ErrorState } from '../components/ErrorState';
import { LoadingState } from '../components/LoadingState';
import { EntryFrame } from './EntryFrame';

interface LinkPageProps<Found> {
  /** Tells its answers from those of other links. */
  readonly kind: string;
  readonly title: string;
  /** Said of an address whose token was lost. */
  readonly incomplete: { readonly title: string; readonly text: string };
  readonly lookUp: (token: string) => Promise<Found>;
  readonly children: (token: string, found: Found) => ReactNode;
}

/** A page opened by a link that serves once: its token stands in the part of the address that no server sees. */
export function LinkPage<Found>({ kind, title, incomplete, lookUp, children }: LinkPageProps<Found>) {
  const token = useLocation({ select: ({ hash }) => hash });
  const [found, setFound] = useState<{ readonly facts: Found } | null>(null);
  const link = useQuery({
    queryKey: [kind, token],
    queryFn: () => lookUp(token),
    // Once used it would be refused, and everything is forgotten and asked anew at an arrival.
    enabled: token !== '' && found === null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (link.isSuccess && found === null) setFound({ facts: link.data });
  if (token === '') {
    return (
      <EntryFrame title={title}>
        <Alert color="yellow" title={incomplete.title}>
          {incomplete.text}
        </Alert>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={title}>
      {found !== null && children(token, found.facts)}
      {found === null && link.isPending && <LoadingState lines={3} />}
      {found === null && link.isError && (
        <ErrorState error={link.error} onRetry={() => void link.refetch()} />
      )}
    </EntryFrame>
  );
}
