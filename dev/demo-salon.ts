import type { ProfsalonControl } from './simulators/profsalon/control-client';

type SalonDefinition = Pick<
  Parameters<ProfsalonControl['putSalon']>[0],
  'salonId' | 'salonLogin' | 'salonName' | 'token'
>;

/** The salon of the demo at the vendor, and the token of it. */
export const demoSalon = {
  salonId: 5610,
  salonLogin: 'msc_example_salon',
  token: 'TEST-TOKEN-0001',
} as const satisfies SalonDefinition;

/** A salon that nobody has connected. */
export const unconnectedSalon = {
  salonId: 5620,
  salonLogin: 'msc_ryadom_salon',
  salonName: 'Салон «Рядом»',
  token: 'TEST-TOKEN-0002',
} as const satisfies SalonDefinition;

const LIFE_EVERY_MILLISECONDS = 10_000;

/**
 * Opens a salon at the vendor, in which something happens from now on.
 *
 * @param webhookUrl where it posts; null while nobody has connected it.
 * @param records that it posts first, as if they had just been made.
 */
export async function openSalon(
  control: ProfsalonControl,
  salon: SalonDefinition,
  webhookUrl: string | null,
  records = 0,
): Promise<void> {
  const { salonId } = salon;
  const seconds = Math.floor(Date.now() / 1000);
  await control.putSalon({
    ...salon,
    webhookUrl,
    // Ids of a start go on above those of the starts before, so that no booking is taken for another.
    data: { seed: seconds, firstRecordId: seconds, records },
    delivery: { retries: 20 },
  });
  if (records > 0) {
    await control.announce(salonId);
    await control.settle(salonId);
  }
  await control.startLife(salonId, { everyMilliseconds: LIFE_EVERY_MILLISECONDS });
}
