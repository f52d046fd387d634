// The views of the widget, as events and messages name them.

export const steps = ['loading', 'form', 'issues', 'decision', 'failed'] as const;
export type Step = (typeof steps)[number];
