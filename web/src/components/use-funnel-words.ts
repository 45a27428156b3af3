import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Vendor, vendorsQuery } from '../api/vendors';
import { currentLanguage } from '../i18n/language';
import { type FunnelWords, funnelWords } from './funnel-words';

const NOTHING: readonly Vendor[] = [];

/** The same object until the language is another. */
export function useFunnelWords(): FunnelWords {
  // Draws again when the language changes.
  useTranslation();
  const language = currentLanguage();
  const vendors = useQuery(vendorsQuery).data ?? NOTHING;
  return useMemo(() => funnelWords(vendors, language), [vendors, language]);
}
