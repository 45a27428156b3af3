import type { Vendor } from '../api/vendors';
import type { Language } from '../i18n/languages';

/** Names of stages and funnels in the language shown. What the vendor named stands as it is. */
export interface FunnelWords {
  /** @param name as the API tells it; null where it knows none, and the id has to do. */
  readonly stage: (id: string, name: string | null) => string;
  readonly funnel: (id: string, name: string | null) => string;
}

/** Those of the names that the vendors are told to have from us are translated, by key and by name. */
export function funnelWords(
  vendors: readonly Pick<Vendor, 'funnelNames'>[],
  language: Language,
): FunnelWords {
  const stages = vendors.flatMap(({ funnelNames }) => funnelNames.stages);
  return {
    stage: (id, name) => {
      const key = id.slice(id.indexOf('.') + 1);
      const own = stages.find((stage) => stage.key === key && stage.name.ru === name);
      return own?.name[language] ?? name ?? id;
    },
    funnel: (id, name) => {
      const own = vendors.find(({ funnelNames }) => funnelNames.funnel.ru === name);
      return own?.funnelNames.funnel[language] ?? name ?? id;
    },
  };
}
