import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ViewContext } from './context.ts';

/** The person's own choice to take the answers along, where the bank offers it. */
export function carryView(context: ViewContext): TemplateResult | typeof nothing {
  if (context.carried === undefined) return nothing;
  const chosen = (event: Event): void => context.carry((event.target as HTMLInputElement).checked);
  return html`
    <label class="option carry">
      <input type="checkbox" .checked=${context.carried} @change=${chosen} />
      <span>${context.text('decision.carry')}</span>
    </label>
  `;
}
