import type { VendorName } from '../api/vendors';
import type { Language } from '../i18n/languages';
import type { Guide } from './guide';

type Fetch = () => Promise<{ default: Guide }>;

/** Each vendor's guide is in each language a file of its own, fetched when its settings are opened. */
export const guides: Readonly<Record<VendorName, Readonly<Record<Language, Fetch>>>> = {
  medods: {
    ru: () => import('../../../docs/medods.md?guide'),
    en: () => import('../../../docs/en/medods.md?guide'),
  },
  profsalon: {
    ru: () => import('../../../docs/profsalon.md?guide'),
    en: () => import('../../../docs/en/profsalon.md?guide'),
  },
};
