import type { ErrorCode, ErrorParameters } from '../../domain/errors';
import type { ProbedEntity, ProbeReport } from '../../domain/workflow-contract';
import type { VendorOptions } from '../connector';
import { VendorError } from '../vendor-error';
import { readSources } from './dictionaries';
import { type Entity, refusedEntities } from './entities';
import type { MedodsApi } from './medods-api';
import { Notes } from './notes';
import { appointmentSchema, readRow } from './schemas';
import type { MedodsSettings } from './settings';

/** Entities that these settings need, the main one first. */
function neededEntities(settings: MedodsSettings): Entity[] {
  const { leads, deals } = settings;
  return [
    'appointments',
    ...(leads.enabled ? (['sources'] as const) : []),
    'clients',
    ...(deals.enabled ? (['users', 'orders'] as const) : []),
  ];
}

/**
 * Tries the credentials on every entity the settings need, so that a role without one is told apart
 * from a wrong key. Entities are asked for one after another, each once.
 */
export async function probeClinic(
  api: MedodsApi,
  settings: MedodsSettings,
): Promise<{ report: ProbeReport; options: VendorOptions }> {
  const entities: ProbedEntity[] = [];
  const refused: Entity[] = [];
  const warnings: string[] = [];
  let options: VendorOptions = {};
  let orderId = '0';

  for (const entity of neededEntities(settings)) {
    try {
      switch (entity) {
        case 'appointments': {
          const sample = await sampleAppointments(api);
          if (settings.leads.enabled && !sample.tellsSource) warnings.push('online_source_absent');
          orderId = sample.orderId ?? orderId;
          break;
        }
        case 'sources':
          options = { appointmentSources: await readSources(api) };
          break;
        case 'orders':
          // No list of orders is known. Without an order to ask for, 404 means that orders are visible.
          await api.one('orders', orderId);
          break;
        case 'clients':
        case 'users':
          await api.page(entity, 0, {}, 1);
      }
      entities.push({ entity, result: 'visible' });
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      if (error.code === 'entity_refused' && entity !== 'appointments') {
        entities.push({ entity, result: 'refused' });
        refused.push(entity);
        continue;
      }
      entities.push({ entity, result: 'failed' });
      return { report: { entities, warnings, error: await failureOf(error, entity, api) }, options };
    }
  }
  return { report: { entities, warnings, error: refused.length === 0 ? null : refusal(refused) }, options };
}

type ReportedError = { readonly code: ErrorCode; readonly parameters: ErrorParameters };

/**
 * Appointments refused with everything else is a bad key; refused alone, a role without them. One more
 * request tells which.
 */
async function failureOf(error: VendorError, entity: Entity, api: MedodsApi): Promise<ReportedError> {
  if (error.code !== 'entity_refused' || entity !== 'appointments') {
    return { code: error.code, parameters: error.parameters };
  }
  try {
    await api.page('clients', 0, {}, 1);
    return refusal(['appointments']);
  } catch (second) {
    if (!(second instanceof VendorError)) throw second;
    return { code: 'credentials_rejected', parameters: {} };
  }
}

function refusal(refused: readonly Entity[]): ReportedError {
  return { code: 'entity_refused', parameters: refusedEntities(refused) };
}

async function sampleAppointments(api: MedodsApi): Promise<{ tellsSource: boolean; orderId: string | null }> {
  const { data } = await api.page('appointments', 0, {});
  const notes = new Notes();
  const rows = data.flatMap((row) => readRow(appointmentSchema, 'appointments', row, notes) ?? []);
  return {
    tellsSource: rows.length === 0 || rows.some((row) => row.appointmentSourceId != null),
    orderId: rows.find((row) => row.orderId != null)?.orderId ?? null,
  };
}
