// The languages that have texts, the first for pages that name none.

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];
