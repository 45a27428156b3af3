/** The zone of whoever looks: for pages that belong to no tenant. */
export const browserZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;
