import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deal, Lead } from '../../api/records';
import type { FunnelWords } from '../../components/funnel-words';
import type { RowColumn } from '../../components/table/columns';
import { useFunnelWords } from '../../components/use-funnel-words';
import { currentLanguage } from '../../i18n/language';
import type { Language } from '../../i18n/languages';

/** What cells are written with. */
export interface ColumnContext {
  readonly t: TFunction;
  readonly language: Language;
  readonly timeZone: string;
  readonly integrationName: (id: string | null) => string;
  readonly words: FunnelWords;
}

/** The same object until one of its parts is another, so that columns are made anew only then. */
export function useColumnContext(
  timeZone: string,
  integrationName: ColumnContext['integrationName'],
): ColumnContext {
  const { t } = useTranslation();
  const language = currentLanguage();
  const words = useFunnelWords();
  return useMemo(
    () => ({ t, language, timeZone, integrationName, words }),
    [t, language, timeZone, integrationName, words],
  );
}

type CommonFields =
  | 'id'
  | 'externalId'
  | 'integration'
  | 'campaignName'
  | 'sourceName'
  | 'channel'
  | 'siteName';
type Attributed = Pick<Lead, CommonFields> & Pick<Deal, CommonFields | 'attribution'>;
type CommonColumn = 'campaign' | 'source' | 'channel' | 'site' | 'attribution' | 'integration' | 'externalId';

/** Columns that leads and deals both have. */
export function commonColumns({
  t,
  integrationName,
}: ColumnContext): (id: CommonColumn, width: number, shown: boolean) => RowColumn<Attributed> {
  const cells: Readonly<Record<CommonColumn, (row: Attributed) => string | null>> = {
    campaign: ({ campaignName, attribution }) => campaignName ?? attribution?.campaignId ?? null,
    source: ({ sourceName, attribution }) => sourceName ?? attribution?.sourceId ?? null,
    channel: ({ channel }) => channel,
    site: ({ siteName, attribution }) => siteName ?? attribution?.siteId ?? null,
    attribution: ({ attribution }) =>
      attribution === null ? null : t(`attribution.kinds.${attribution.kind}`),
    integration: ({ integration }) => integrationName(integration),
    externalId: ({ externalId }) => externalId,
  };
  return (id, width, shown) => ({ id, title: t(`leads.${id}`), width, shown, cell: cells[id] });
}
