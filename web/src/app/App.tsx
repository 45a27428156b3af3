import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { createCabinet } from './cabinet';
import { cspNonce } from './csp-nonce';
import { cssVariables } from './theme';
import { useTheme } from './use-theme';

/** Nothing is said in the corner of a page before the page is there. */
const Notifications = lazy(async () => ({
  default: (await import('../frame/notifications')).Notifications,
}));

/** The cabinet with all that its pages stand on. */
export function App({
  queryClient,
  router,
}: Pick<ReturnType<typeof createCabinet>, 'queryClient' | 'router'>) {
  const theme = useTheme();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => cspNonce}
      deduplicateInlineStyles
    >
      <Suspense>
        <Notifications position="bottom-right" />
      </Suspense>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
