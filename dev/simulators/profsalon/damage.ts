import { z } from 'zod';

/** What can be wrong with a post. Such a post does not carry its events, whatever it is answered. */
export const damageSchema = z.enum([
  'cutJson',
  'nan',
  'invalidUtf8',
  'empty',
  /** 1.5 MiB of well-formed JSON. */
  'huge',
  /** Well-formed JSON, 200 lists in each other. */
  'deep',
  'scalar',
  /** Well-formed, about something that is no booking: in an envelope that can say so, else a greeting. */
  'unrelated',
  /** The last segment of the URL is another one. */
  'wrongSecret',
  /** The id and the login of another salon. */
  'foreignSalonId',
  'foreignToken',
]);
export type Damage = z.infer<typeof damageSchema>;
