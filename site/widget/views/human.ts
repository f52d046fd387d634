import { html, type TemplateResult } from 'lit/html.js';
import type { ViewContext } from './context.ts';

/** The way to a person. */
export function humanView(context: ViewContext): TemplateResult {
  return html`
    <div class="human">
      <h3>${context.text('decision.human')}</h3>
      <p>
        ${context.text('decision.humanCall')}
        <a class="phone" href=${context.text('contact.phoneLink')}>${context.text('contact.phone')}</a>
        ${context.text('decision.humanVisit')}
      </p>
    </div>
  `;
}
