import type { VendorName } from '../../domain/names';
import type { Language } from '../../domain/roles';
import type { DealDocument } from '../../storage/deals';
import { vendorRegistry } from '../../vendors/registry';
import type { RecordNames } from '../views/record-names';

/** An integration by the name of its vendor; one of several of a vendor by its id too. */
export function integrationName(id: string, vendor: VendorName | undefined, language: Language): string {
  if (vendor === undefined) return id;
  const title = vendorRegistry[vendor].title[language];
  return id === vendor ? title : `${title} · ${id}`;
}

/** The funnel of a deal: what the vendor named stands as it is, our own name is in the language. */
export function funnelName(deal: DealDocument, names: RecordNames, language: Language): string {
  const name = names.funnel(deal.funnelId);
  const own = vendorRegistry[deal.vendor].funnelNames.funnel;
  return own.ru === name ? own[language] : (name ?? deal.funnelId);
}

/** As {@link funnelName}, of its stage. */
export function stageName(deal: DealDocument, names: RecordNames, language: Language): string {
  const name = names.stage(deal.funnelId, deal.stageId);
  const key = deal.stageId.slice(deal.stageId.indexOf('.') + 1);
  const own = vendorRegistry[deal.vendor].funnelNames.stages[key];
  return own !== undefined && own.ru === name ? own[language] : (name ?? deal.stageId);
}
