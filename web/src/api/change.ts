import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';

/** A change after which what was read under these keys is read again. */
export function useChange<Input, Output>(
  mutationFn: (input: Input) => Promise<Output>,
  stale: readonly QueryKey[],
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
