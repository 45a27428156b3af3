/** Languages that the cabinet speaks; the first is that of whoever has not chosen. */
export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];
