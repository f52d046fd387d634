import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ViewContext } from './context.ts';

/** The way to a person, as far as the brand names one. */
export function humanView(context: ViewContext): TemplateResult | typeof nothing {
  const { phone, phoneLink, hours, visit } = context.brand ?? {};
  if (!phone && !visit) return nothing;
  return html`
    <div class="human">
      <h3>${context.text('decision.human')}</h3>
      <p>
        ${
          phone
            ? html`${context.text('decision.humanCall')}
              <a class="phone" href=${phoneLink ?? nothing}>${phone}</a>${hours ? context.text('decision.humanHours', { hours }) : '.'}`
            : nothing
        }
        ${visit}
      </p>
    </div>
  `;
}
