import type { VendorName } from '../api/vendors';
import type { Guide } from './guide';

/** Each vendor's guide is a file of its own, fetched when its settings are opened. */
export const guides: Readonly<Record<VendorName, () => Promise<{ default: Guide }>>> = {
  medods: () => import('../../../docs/medods.md?guide'),
  profsalon: () => import('../../../docs/profsalon.md?guide'),
};
