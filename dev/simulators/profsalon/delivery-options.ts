import { z } from 'zod';
import { damageSchema } from './damage';

const milliseconds = z.int().min(0).max(600_000);

/** How the salon's posts travel. Everything has a default: each event once, at once, in order. */
export const deliverySchema = z.strictObject({
  /** Each post is sent so many times, by the seed between both, the same to the byte. */
  repeats: z
    .strictObject({ least: z.int().min(1).max(46), most: z.int().min(1).max(46) })
    .refine(({ least, most }) => least <= most, '`least` is more than `most`')
    .default({ least: 1, most: 1 }),
  /** Each copy waits so long, by the seed between both, before anything else. */
  delayMilliseconds: z
    .strictObject({ least: milliseconds, most: milliseconds })
    .refine(({ least, most }) => least <= most, '`least` is more than `most`')
    .default({ least: 0, most: 0 }),
  /** Posts of one window go in an order of the seed's own. */
  shuffleMilliseconds: milliseconds.default(0),
  /** Posts are held until there are so many, then sent together; `settle` sends an incomplete burst. */
  burst: z.int().min(1).max(256).default(1),
  /** The most posts that are unanswered at one time; a burst may be larger. */
  concurrency: z.int().min(1).max(256).default(4),
  /** Posts a second at a steady pace, retries included; without it as fast as they are answered. */
  ratePerSecond: z.number().positive().max(5_000).optional(),
  /** Records in one body, when they happen together and the envelope has room for several. */
  recordsPerBody: z.int().min(1).max(200).default(1),
  /** How often a post is tried again that was answered 5xx, or not at all. */
  retries: z.int().min(0).max(50).default(0),
  retryPauseMilliseconds: milliseconds.default(1_000),
  timeoutMilliseconds: milliseconds.min(1).default(10_000),
  /** Of all posts, so many are damaged, each in one of the ways of `damages`. */
  damageShare: z.number().min(0).max(1).default(0),
  damages: z
    .array(damageSchema)
    .min(1)
    .default([...damageSchema.options]),
});
export type Delivery = z.infer<typeof deliverySchema>;
