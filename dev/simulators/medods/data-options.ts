import { z } from 'zod';

const share = z.number().min(0).max(1);

/** What the generator is told; everything has a default. Shares are between 0 and 1. */
export const dataOptionsSchema = z.strictObject({
  /** The same seed, `now` and options give the same rows. */
  seed: z.int().min(0).default(1),
  /** The moment the data set is made for; visits after it lie ahead. Default: the present. */
  now: z.iso.datetime({ offset: true }).optional(),
  appointments: z.int().min(0).max(1_000_000).default(300),
  daysBack: z.int().min(0).max(7_300).default(60),
  daysAhead: z.int().min(0).max(730).default(30),
  /** Default: half as many as appointments, rounded up. */
  clients: z.int().min(1).max(1_000_000).optional(),
  users: z.int().min(1).max(1_000).default(8),
  clinics: z.int().min(1).max(100).default(1),
  /** Of all appointments; only past visits have orders. */
  shareWithOrders: share.default(0.3),
  shareOnline: share.default(0.35),
  sources: z
    .array(z.strictObject({ id: z.int().positive(), title: z.string().min(1) }))
    .min(1)
    .default([
      { id: 1, title: 'Звонок' },
      { id: 2, title: 'Сайт' },
      { id: 5, title: 'Рекомендация' },
      { id: 14, title: 'Онлайн-запись' },
    ]),
  onlineSourceId: z.int().positive().default(14),
  /** Whether appointments show `createdAt` and `updatedAt`; `updatedAtAfter` works either way. */
  showStamps: z.boolean().default(true),
});
export type DataOptions = z.infer<typeof dataOptionsSchema>;
