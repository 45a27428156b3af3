import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

function fetchVendors() {
  return answerOf(api.GET('/api/v1/vendors'));
}

/** Vendors that can be connected, with what their settings are made of. They change with releases alone. */
export const vendorsQuery = queryOptions({
  queryKey: ['vendors'],
  queryFn: fetchVendors,
  staleTime: Number.POSITIVE_INFINITY,
  select: ({ items }) => items,
});

export type Vendor = Awaited<ReturnType<typeof fetchVendors>>['items'][number];
export type VendorName = Vendor['vendor'];
/** How one setting is drawn. */
export type SettingsField = Vendor['fields'][number];

/** What an integration is called: after its vendor; one of several of a vendor by its id too. */
export function integrationTitle({ vendor, title }: Vendor, id: string): Vendor['title'] {
  if (id === vendor) return title;
  return { ru: `${title.ru} · ${id}`, en: `${title.en} · ${id}` };
}
