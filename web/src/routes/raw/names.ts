import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { cardsQuery } from '../../api/integrations';
import { campaignsQuery, sourcesQuery } from '../../api/pick-lists';
import { employeesQuery, funnelsQuery } from '../../api/records';
import { vendorsQuery } from '../../api/vendors';
import { useFunnelWords } from '../../components/use-funnel-words';
import { currentLanguage } from '../../i18n/language';

export type Choice = { readonly value: string; readonly label: string };

interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** Names of one kind of thing, by id. */
interface Names {
  /** What one is called; the id while its name is not known, a dash for none. */
  readonly of: (id: string | null) => string;
  /** To choose from, in order of name. */
  readonly choices: readonly Choice[];
}

const NOTHING: readonly never[] = [];
const DASH = '—';

function namesOf(things: readonly Named[]): Names {
  const names = new Map(things.map(({ id, name }) => [id, name ?? id]));
  return {
    of: (id) => (id === null ? DASH : (names.get(id) ?? id)),
    choices: [...names]
      .map(([value, label]) => ({ value, label }))
      .sort((one, other) => one.label.localeCompare(other.label)),
  };
}

/** Names of all that leads and deals refer to. */
export interface RecordNames {
  readonly campaigns: Names;
  readonly sources: Names;
  readonly funnels: Names;
  readonly stages: Names;
  readonly employees: Names;
  readonly stagesOf: (funnel: string | undefined) => readonly Choice[];
}

export function useRecordNames(tenant: string): RecordNames {
  const campaigns = useQuery(campaignsQuery(tenant)).data ?? NOTHING;
  const sources = useQuery(sourcesQuery(tenant)).data ?? NOTHING;
  const words = useFunnelWords();
  const known = useQuery(funnelsQuery(tenant)).data ?? NOTHING;
  const employees = useQuery(employeesQuery(tenant)).data ?? NOTHING;
  return useMemo(() => {
    const funnels = known.map(({ id, name, stages }) => ({
      id,
      name: words.funnel(id, name),
      stages: stages.map((stage) => ({ ...stage, name: words.stage(stage.id, stage.name) })),
    }));
    return {
      campaigns: namesOf(campaigns),
      sources: namesOf(sources),
      funnels: namesOf(funnels),
      stages: namesOf(funnels.flatMap(({ stages }) => stages)),
      employees: namesOf(employees),
      stagesOf: (funnel) =>
        funnels
          .filter(({ id }) => funnel === undefined || id === funnel)
          .flatMap(({ name, stages }) =>
            [...stages]
              .sort((one, other) => one.order - other.order)
              .map((stage) => ({
                value: stage.id,
                label: funnel === undefined && funnels.length > 1 ? `${stage.name} · ${name}` : stage.name,
              })),
          ),
    };
  }, [campaigns, sources, known, employees, words]);
}

/** Integrations by the names of their vendors; one of several of a vendor by its id too. */
export function useIntegrationNames(tenant: string): Names {
  const language = currentLanguage();
  const vendors = useQuery(vendorsQuery).data ?? NOTHING;
  const cards = useQuery(cardsQuery(tenant)).data ?? NOTHING;
  return useMemo(
    () =>
      namesOf(
        cards.map(({ id, vendor }) => {
          const title = vendors.find((one) => one.vendor === vendor)?.title[language] ?? vendor;
          return { id, name: id === vendor ? title : `${title} · ${id}` };
        }),
      ),
    [cards, vendors, language],
  );
}
