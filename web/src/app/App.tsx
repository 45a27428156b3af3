import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { cspNonce } from './csp-nonce';
import { createQueryClient } from './query-client';
import { createCabinetRouter } from './router';
import { cssVariables } from './theme';
import { useTheme } from './use-theme';

/** The cabinet with all that its pages stand on. */
export function App() {
  const [{ queryClient, router }] = useState(assemble);
  const theme = useTheme();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => cspNonce}
      deduplicateInlineStyles
    >
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function assemble() {
  const queryClient = createQueryClient(() => {
    const { pathname, href } = router.state.location;
    // The pages of signing in answer their own 401 themselves.
    if (pathname === '/login' || pathname === '/invite') return;
    queryClient.clear();
    void router.navigate({ to: '/login', search: { next: href } });
  });
  const router = createCabinetRouter(queryClient);
  return { queryClient, router };
}
