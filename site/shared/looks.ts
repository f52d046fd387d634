// How a page may want the widget to look. The first value of each list is the one without an attribute.

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];
