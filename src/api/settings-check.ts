import { type ErrorParameters, type FieldError, joinTexts, SkvozError, type Texts } from '../domain/errors';
import { componentTitles } from '../domain/names';
import type { SettingsReference } from '../storage/integrations';
import type { PickLists } from '../storage/pick-lists';
import type { TenantDocument } from '../storage/tenants';
import { type CommonSettings, namedReferences, neededComponents } from '../vendors/registry';

/** What is wrong with a field that names an entry of a pick list. */
export const absentReference: Readonly<Record<SettingsReference['kind'], Texts>> = {
  campaign: {
    ru: 'такой кампании нет или она в архиве',
    en: 'there is no such campaign, or it is archived',
  },
  source: { ru: 'такого источника нет или он в архиве', en: 'there is no such source, or it is archived' },
  site: { ru: 'такого сайта нет или он в архиве', en: 'there is no such site, or it is archived' },
};

const referenceTitles: Readonly<Record<SettingsReference['kind'], Texts>> = {
  campaign: { ru: 'кампания', en: 'campaign' },
  source: { ru: 'источник', en: 'source' },
  site: { ru: 'сайт', en: 'site' },
};

/** Parameters of `reference_not_found`: what is absent, in words. */
export function absentReferences(absent: readonly Pick<SettingsReference, 'kind' | 'id'>[]): ErrorParameters {
  const words = absent.map(({ kind, id }) => ({
    ru: `${referenceTitles[kind].ru} ${id}`,
    en: `${referenceTitles[kind].en} ${id}`,
  }));
  return { references: joinTexts(words) };
}

/**
 * Whether the tenant's plan has what the settings need.
 *
 * @throws SkvozError `component_required`, naming each
 */
export function requireComponents(settings: CommonSettings, tenant: TenantDocument): void {
  const missing = neededComponents(settings).filter(
    ({ component }) => !tenant.components.includes(component),
  );
  if (missing.length === 0) return;
  // As the cabinet calls them, with the name that the API takes.
  const words = missing.map(({ component }) => ({
    ru: `${componentTitles[component].ru} (${component})`,
    en: `${componentTitles[component].en} (${component})`,
  }));
  throw new SkvozError(
    'component_required',
    { components: joinTexts(words) },
    missing.map(({ path, component }) => ({
      path,
      code: 'component_required',
      message: {
        ru: `нужен компонент «${componentTitles[component].ru}» (${component})`,
        en: `needs the component ${componentTitles[component].en} (${component})`,
      },
    })),
  );
}

/**
 * The pick-list entries that the settings name. One of another tenant is as absent as one that never was.
 *
 * @throws SkvozError `reference_not_found`, naming each that is not there or archived
 */
export async function requireReferences(
  settings: CommonSettings,
  tenantId: string,
  pickLists: PickLists,
): Promise<SettingsReference[]> {
  const references = namedReferences(settings);
  const lost: SettingsReference[] = [];
  for (const reference of references) {
    const entry = await entryOf(reference, tenantId, pickLists);
    if (entry === null || entry.archived) lost.push(reference);
  }
  if (lost.length > 0) {
    throw new SkvozError(
      'reference_not_found',
      absentReferences(lost),
      lost.map(
        ({ path, kind }): FieldError => ({
          path,
          code: 'reference_not_found',
          message: absentReference[kind],
        }),
      ),
    );
  }
  return references;
}

function entryOf(
  { kind, id }: SettingsReference,
  tenantId: string,
  { campaigns, sites, sources }: PickLists,
): Promise<{ readonly archived: boolean } | null> {
  switch (kind) {
    case 'campaign':
      return campaigns.get(tenantId, id);
    case 'source':
      return sources.get(tenantId, id);
    case 'site':
      return sites.get(tenantId, id);
  }
}

/** @throws SkvozError `secret_required`, naming each secret that was never given */
export function requireSecrets(
  secretNames: readonly string[],
  given: Readonly<Record<string, unknown>>,
): void {
  const missing = secretNames.filter((name) => !Object.hasOwn(given, name));
  if (missing.length === 0) return;
  throw new SkvozError(
    'secret_required',
    { names: missing.join(', ') },
    missing.map((name) => ({
      path: `settings.${name}`,
      code: 'secret_required',
      message: { ru: 'не заполнено', en: 'is not filled in' },
    })),
  );
}
