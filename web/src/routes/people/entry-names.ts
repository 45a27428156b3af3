import { useQuery } from '@tanstack/react-query';
import { campaignsQuery, sitesQuery, sourcesQuery } from '../../api/pick-lists';

const KINDS = ['site', 'campaign', 'source'] as const;
/** Lists whose entries other things refer to. */
export type EntryKind = (typeof KINDS)[number];

export function entryKindOf(name: string): EntryKind | undefined {
  return KINDS.find((kind) => kind === name);
}

interface Named {
  readonly id: string;
  readonly name: string;
}

const nameIn = (entries: readonly Named[] | undefined, id: string) =>
  entries?.find((entry) => entry.id === id)?.name ?? id;

/**
 * Names of the entries of a tenant's pick-lists, of which only the needed ones are asked for.
 *
 * @param tenant null where nobody's entries can be meant.
 */
export function useEntryNames(
  tenant: string | null,
  needed: readonly EntryKind[],
): (kind: EntryKind, id: string) => string {
  const isNeeded = (kind: EntryKind) => tenant !== null && needed.includes(kind);
  const whose = tenant ?? '';
  const sites = useQuery({ ...sitesQuery(whose), enabled: isNeeded('site') }).data;
  const campaigns = useQuery({ ...campaignsQuery(whose), enabled: isNeeded('campaign') }).data;
  const sources = useQuery({ ...sourcesQuery(whose), enabled: isNeeded('source') }).data;
  return (kind, id) => {
    switch (kind) {
      case 'site':
        return nameIn(sites, id);
      case 'campaign':
        return nameIn(campaigns, id);
      case 'source':
        return nameIn(sources, id);
    }
  };
}
