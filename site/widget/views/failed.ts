import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FailureCode } from '../machine.ts';
import type { ViewContext } from './context.ts';
import { humanView } from './human.ts';
import { headingId } from './ids.ts';

const worthRetrying: readonly FailureCode[] = ['wasm_unreachable', 'model_unreachable', 'core_stopped'];

/** Why there is no form, and the way on without it. */
export function failedView(code: FailureCode, context: ViewContext): TemplateResult {
  return html`
    <section class="failed" aria-labelledby=${headingId}>
      <header>
        <h2 id=${headingId} part="heading" tabindex="-1">${context.text('failed.heading')}</h2>
        <p class="lead" role="alert">${context.text(`failed.${code}`)}</p>
      </header>
      <p>${context.text('failed.now')}</p>
      <div class="actions">
        <a class="primary" part="button" href=${context.applicationLink()} @click=${context.continued}
          >${context.text('failed.apply')}</a
        >
        ${
          worthRetrying.includes(code)
            ? html`<button class="secondary" part="button" type="button" @click=${context.retry}>
              ${context.text('failed.retry')}
            </button>`
            : nothing
        }
      </div>
      ${humanView(context)}
    </section>
  `;
}
