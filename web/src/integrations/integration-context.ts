import { createContext, useContext } from 'react';
import type { Integration, IntegrationKey } from '../api/integrations';
import type { Vendor } from '../api/vendors';

/** What the pages of one integration share. */
export interface IntegrationPage {
  readonly path: IntegrationKey;
  readonly vendor: Vendor;
  /** Null before its settings are saved for the first time. */
  readonly integration: Integration | null;
}

export const IntegrationContext = createContext<IntegrationPage | null>(null);

export function useIntegrationPage(): IntegrationPage {
  const page = useContext(IntegrationContext);
  if (page === null) throw new Error('outside the pages of an integration');
  return page;
}
