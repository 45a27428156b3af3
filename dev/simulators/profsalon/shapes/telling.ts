import type { Booking } from '../bookings';

export const kinds = ['create', 'update', 'delete'] as const;
export type Kind = (typeof kinds)[number];

/** What one body has to say about one record, before it is put into words. */
export interface Telling {
  kind: Kind;
  eventId: string;
  /** An instant: UTC, whole seconds. */
  sentAt: string;
  salonId: number;
  salonLogin: string;
  salonName: string;
  /** Undefined when the body does not carry it. */
  token: string | undefined;
  booking: Booking;
  /** False leaves the time of the change out. */
  tellsChangeTime: boolean;
}
