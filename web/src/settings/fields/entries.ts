import { useQuery } from '@tanstack/react-query';
import {
  campaignsQuery,
  createCampaign,
  createSite,
  createSource,
  sitesQuery,
  sourcesQuery,
} from '../../api/pick-lists';
import { domainOf } from '../../components/domain';

/** Lists from which the default of leads is chosen. */
export type EntryKind = 'campaign' | 'source' | 'site';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly archived: boolean;
}

/** The entries of a list as they are chosen from; undefined until they have come. */
export function useEntries(kind: EntryKind, tenant: string): { entries?: Entry[]; failed: boolean } {
  const campaigns = useQuery({ ...campaignsQuery(tenant), enabled: kind === 'campaign' });
  const sources = useQuery({ ...sourcesQuery(tenant), enabled: kind === 'source' });
  const sites = useQuery({ ...sitesQuery(tenant), enabled: kind === 'site' });
  const named = ({ id, name, archived }: { id: string; name: string; archived: boolean }): Entry => ({
    id,
    title: name,
    archived,
  });
  switch (kind) {
    case 'campaign':
      return { failed: campaigns.isError, ...(campaigns.data && { entries: campaigns.data.map(named) }) };
    case 'source':
      return { failed: sources.isError, ...(sources.data && { entries: sources.data.map(named) }) };
    case 'site':
      return {
        failed: sites.isError,
        ...(sites.data && {
          entries: sites.data.map(({ id, name, domain, archived }) => ({
            id,
            title: name === domain ? domain : `${name} (${domain})`,
            archived,
          })),
        }),
      };
  }
}

/** @param facts.detail the channel of a source, the domain of a site; a campaign has none. */
export function createEntry(
  kind: EntryKind,
  tenant: string,
  { name, detail }: { name: string; detail: string },
): Promise<{ id: string }> {
  switch (kind) {
    case 'campaign':
      return createCampaign(tenant, { name });
    case 'source':
      return createSource(tenant, { name, channel: detail });
    case 'site':
      return createSite(tenant, { name, domain: domainOf(detail) });
  }
}
