import { DateTime } from 'luxon';
import { putClinic, TIME_ZONE } from '../stand/clinic';
import type { Stand } from '../stand/stand';

const DAYS_AHEAD = 60;
const DAYS_BACK = 3 * 365 - DAYS_AHEAD;

/** A clinic of three years in the simulator. */
export interface BenchClinic {
  readonly host: string;
  readonly appointments: number;
  readonly orders: number;
  /** All its visit dates, both ends included. */
  readonly range: { readonly from: string; readonly to: string };
}

/** Makes a clinic whose visits lie evenly over three years, 30 % with an order, half as many clients. */
export async function createClinic(stand: Stand, appointments: number): Promise<BenchClinic> {
  const host = `clinic-${appointments}.medods.ru`;
  const counts = await putClinic(stand, host, {
    appointments,
    daysBack: DAYS_BACK,
    daysAhead: DAYS_AHEAD,
    shareWithOrders: 0.3,
    users: 40,
  });
  const today = DateTime.now().setZone(TIME_ZONE);
  const range = {
    from: today.minus({ days: DAYS_BACK }).toFormat('yyyy-MM-dd'),
    to: today.plus({ days: DAYS_AHEAD }).toFormat('yyyy-MM-dd'),
  };
  return { host, appointments: counts.appointments, orders: counts.orders, range };
}
