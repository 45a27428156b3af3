import type { MedodsControl } from './simulators/medods/control-client';

/** The clinic of the demo at the vendor, and the keys to it. */
export const demoClinic = {
  host: 'beta45.medods.ru',
  identity: '11111111-2222-4333-8444-555555555555',
  secretKey: '0123456789abcdef'.repeat(4),
} as const;

const DATA = { appointments: 400, daysBack: 28, daysAhead: 30, shareWithOrders: 0.4 };
const LIFE_EVERY_MILLISECONDS = 30_000;
/** With fewer visits ahead the demo was not started for weeks. */
const VISITS_AHEAD = 20;
/** About two in five of these are new bookings, the others bring visits forward that were left open. */
const EVENTS_TO_CATCH_UP = 150;

/**
 * Opens the clinic behind the demo. At a later start it is there as it was left, and goes on from there;
 * after weeks it first catches up, so that there are visits ahead again. Nobody ever gets the number of
 * somebody else.
 */
export async function openDemoClinic(control: MedodsControl, now = new Date()): Promise<void> {
  const { host } = demoClinic;
  const clinics = await control.listClinics();
  if (!clinics.some((clinic) => clinic.host === host)) {
    await control.putClinic({ ...demoClinic, data: { ...DATA, now: now.toISOString() } });
  }
  const today = now.toISOString().slice(0, 10);
  const visits = await control.rows(host, 'appointments');
  const ahead = visits.filter(({ date }) => typeof date === 'string' && date > today);
  if (ahead.length < VISITS_AHEAD) await control.tickLife(host, EVENTS_TO_CATCH_UP);
  await control.startLife(host, { everyMilliseconds: LIFE_EVERY_MILLISECONDS });
}
