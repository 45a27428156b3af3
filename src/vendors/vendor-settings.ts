import type { z } from 'zod';
import type { Fallback } from '../domain/attribution';
import type { Texts } from '../domain/errors';
import type { Component, VendorName } from '../domain/names';
import type { Funnel } from '../domain/observation';
import type { FunnelNames } from './funnel-names';

/** Kinds of inputs that the cabinet knows to draw. */
export const settingsControls = [
  'text',
  'secret',
  'toggle',
  'fallback',
  'options',
  'number',
  'time_zone',
  'select',
  'status_map',
] as const;

/** How the cabinet draws one setting. */
export interface SettingsField {
  /** In dots, e.g. `leads.fallback`. */
  readonly path: string;
  readonly control: (typeof settingsControls)[number];
  readonly label: Texts;
  readonly help?: Texts;
  /** Of `options`: the key in the integration's `options` that holds the choices. */
  readonly optionsKey?: string;
  /** Of `select`; of `status_map` the stages that a status may stand for. */
  readonly choices?: readonly { readonly value: string; readonly label: Texts }[];
  readonly required: boolean;
}

/** Settings every vendor has. A vendor's own schema adds to them. */
export interface CommonSettings {
  readonly timeZone?: string | undefined;
  readonly leads: { readonly enabled: boolean; readonly fallback?: Fallback | undefined };
  readonly deals: { readonly enabled: boolean };
}

/**
 * All that the API and the cabinet need to know of a vendor. Pure: nothing here calls the vendor.
 * `schema` takes the settings without the secrets, which are strings beside them.
 */
export interface VendorSettings<Settings extends CommonSettings = CommonSettings> {
  readonly vendor: VendorName;
  readonly title: Texts;
  readonly schema: z.ZodType<Settings>;
  readonly secretNames: readonly string[];
  readonly fields: readonly SettingsField[];
  /** The vendor account that the settings name, in a canonical form, e.g. `https://beta45.medods.ru`. */
  account(settings: Settings): string;
  /** Whether a date range can be asked for. */
  readonly backfill: boolean;
  /** Whether the vendor sends webhooks to us. */
  readonly webhooks: boolean;
  /** Where the settings choose the funnel: the one of deals that are new or change under them. */
  funnel?(settings: Settings, accountName: string | null): Funnel;
  readonly funnelNames: FunnelNames;
  /** What of the settings decides how stored observations read; when it changes, deals are folded again. */
  readingOf?(settings: Settings): unknown;
  /** Of a vendor that sends: a delivery such as it sends, of an invented record made at this time. */
  sampleDelivery?(settings: Settings, now: Date): SampleDelivery;
}

export interface SampleDelivery {
  readonly contentType: string;
  readonly body: string;
}

/** A component with the setting that needs it. */
export interface ComponentNeed {
  readonly path: string;
  readonly component: Component;
}

export function neededComponents(settings: CommonSettings): ComponentNeed[] {
  const needs: ComponentNeed[] = [];
  if (settings.leads.enabled)
    needs.push({ path: 'settings.leads.enabled', component: 'offline_leads_upload' });
  if (settings.deals.enabled)
    needs.push({ path: 'settings.deals.enabled', component: 'end_to_end_analytics' });
  return needs;
}

/** Pick-list entries that the settings name. */
export function namedReferences(
  settings: CommonSettings,
): { path: string; kind: 'campaign' | 'source' | 'site'; id: string }[] {
  const { fallback } = settings.leads;
  if (fallback === undefined) return [];
  switch (fallback.kind) {
    case 'campaign':
      return [{ path: 'settings.leads.fallback.campaignId', kind: 'campaign', id: fallback.campaignId }];
    case 'source':
      return [
        { path: 'settings.leads.fallback.sourceId', kind: 'source', id: fallback.sourceId },
        { path: 'settings.leads.fallback.siteId', kind: 'site', id: fallback.siteId },
      ];
  }
}
