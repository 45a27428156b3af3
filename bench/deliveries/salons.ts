import type { LocalStack } from '../stand/local-stack';
import { type ConnectedSalon, connectSalon } from '../stand/salon';
import { waitFor } from '../stand/wait';

const FIRST_SALON_ID = 7001;
const DRAIN_LIMIT_MILLISECONDS = 10 * 60_000;

/** So many tenants, each with an active salon. */
export async function connectSalons({ api }: LocalStack, count: number): Promise<ConnectedSalon[]> {
  const salons: ConnectedSalon[] = [];
  for (let number = 0; number < count; number += 1) {
    salons.push(await connectSalon(api, `salon-${number + 1}`, FIRST_SALON_ID + number));
  }
  return salons;
}

/** Waits until nothing waits to be applied. */
export async function drained({ db }: LocalStack): Promise<void> {
  await waitFor('all deliveries to be applied', DRAIN_LIMIT_MILLISECONDS, async () =>
    (await db.collection('inbox').findOne({ pending: true }, { projection: { _id: 1 } })) === null
      ? true
      : null,
  );
}

/** What the load generator is told of salons. */
export function hooksOf(
  salons: readonly ConnectedSalon[],
): { url: string; salonId: number; salonLogin: string }[] {
  return salons.map(({ webhookUrl, salonId, salonLogin }) => ({ url: webhookUrl, salonId, salonLogin }));
}
