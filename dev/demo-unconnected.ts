import type { MedodsControl } from './simulators/medods/control-client';
import type { ProfsalonControl } from './simulators/profsalon/control-client';

const CLINIC = {
  host: 'ryadom.medods.ru',
  identity: '22222222-3333-4444-8555-666666666666',
  secretKey: 'fedcba9876543210'.repeat(4),
} as const;
const CLINIC_DATA = { seed: 2, appointments: 250, daysBack: 20, daysAhead: 20, shareWithOrders: 0.4 };
const CLINIC_LIFE_EVERY_MILLISECONDS = 30_000;

const SALON = {
  salonId: 5620,
  salonLogin: 'msc_ryadom_salon',
  salonName: 'Салон «Рядом»',
  token: 'TEST-TOKEN-0002',
} as const;
const SALON_LIFE_EVERY_MILLISECONDS = 10_000;

/** The salon that nobody has connected, by its id at the vendor. */
export const unconnectedSalonId = String(SALON.salonId);

/**
 * Opens a clinic and a salon at the vendors that belong to nobody in Skvoz yet, so that whoever tries it
 * can connect them as a customer would.
 *
 * @param webhookUrl where the salon posts, once somebody has connected it; it is told anew at each start.
 */
export async function openUnconnected(
  { medods, profsalon }: { readonly medods: MedodsControl; readonly profsalon: ProfsalonControl },
  webhookUrl: string | null,
  now: Date,
): Promise<void> {
  const clinics = await medods.listClinics();
  if (!clinics.some(({ host }) => host === CLINIC.host)) {
    await medods.putClinic({ ...CLINIC, data: { ...CLINIC_DATA, now: now.toISOString() } });
  }
  await medods.startLife(CLINIC.host, { everyMilliseconds: CLINIC_LIFE_EVERY_MILLISECONDS });
  const seconds = Math.floor(now.getTime() / 1000);
  await profsalon.putSalon({
    ...SALON,
    webhookUrl,
    data: { seed: seconds, firstRecordId: seconds, records: 0 },
    delivery: { retries: 20 },
  });
  await profsalon.startLife(SALON.salonId, { everyMilliseconds: SALON_LIFE_EVERY_MILLISECONDS });
}

/**
 * What a customer would be given by the vendors, and the command that stands for the request to
 * ProfSalon's support.
 *
 * @param simulator the origin of the salon's simulator.
 */
export function unconnectedCredentials(simulator: string): readonly string[] {
  const change = JSON.stringify({ salonId: SALON.salonId, change: { webhookUrl: '<Webhook url>' } });
  return [
    `Medods     UID ${CLINIC.host}, Identity ${CLINIC.identity}, SecretKey ${CLINIC.secretKey}`,
    `ProfSalon  token ${SALON.token}, salon ${SALON.salonId}, login ${SALON.salonLogin}; then, for its support,`,
    `           curl ${simulator}/__control/changeSalon -d '${change}'`,
  ];
}
