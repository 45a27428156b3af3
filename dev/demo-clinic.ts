import type { MedodsControl } from './simulators/medods/control-client';

type ClinicDefinition = Parameters<MedodsControl['putClinic']>[0];

/** The clinic of the demo at the vendor, and the keys to it. */
export const demoClinic = {
  host: 'beta45.medods.ru',
  identity: '11111111-2222-4333-8444-555555555555',
  secretKey: '0123456789abcdef'.repeat(4),
  data: { appointments: 400, daysBack: 28, daysAhead: 30, shareWithOrders: 0.4 },
} as const satisfies ClinicDefinition;

/** A clinic that nobody has connected. */
export const unconnectedClinic = {
  host: 'ryadom.medods.ru',
  identity: '22222222-3333-4444-8555-666666666666',
  secretKey: 'fedcba9876543210'.repeat(4),
  data: { seed: 2, appointments: 250, daysBack: 20, daysAhead: 20, shareWithOrders: 0.4 },
} as const satisfies ClinicDefinition;

const LIFE_EVERY_MILLISECONDS = 30_000;
/** With fewer visits ahead the demo was not started for weeks. */
const VISITS_AHEAD = 20;
/** About two in five of these are new bookings, the others bring visits forward that were left open. */
const EVENTS_TO_CATCH_UP = 150;

/**
 * Opens a clinic at the vendor. At a later start it is there as it was left, and goes on from there; after
 * weeks it first catches up, so that there are visits ahead again. Nobody ever gets the number of somebody
 * else.
 */
export async function openClinic(
  control: MedodsControl,
  definition: typeof demoClinic | typeof unconnectedClinic,
  now = new Date(),
): Promise<void> {
  const { host, data } = definition;
  const clinics = await control.listClinics();
  if (!clinics.some((clinic) => clinic.host === host)) {
    await control.putClinic({ ...definition, data: { ...data, now: now.toISOString() } });
  }
  const today = now.toISOString().slice(0, 10);
  const visits = await control.rows(host, 'appointments');
  const ahead = visits.filter(({ date }) => typeof date === 'string' && date > today);
  if (ahead.length < VISITS_AHEAD) await control.tickLife(host, EVENTS_TO_CATCH_UP);
  await control.startLife(host, { everyMilliseconds: LIFE_EVERY_MILLISECONDS });
}
