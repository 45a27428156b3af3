/**
 * What a user of the cabinet may do. `operator`: everything, everywhere; belongs to no tenant. `admin`:
 * everything of one tenant. `analyst`: looks at what is of one tenant and changes nothing.
 */
export const roles = ['operator', 'admin', 'analyst'] as const;
export type Role = (typeof roles)[number];

/** Languages of the cabinet. */
export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];
