import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { StartErrorCode } from '../../../wasm/types.ts';
import type { ViewContext } from './context.ts';
import { humanView } from './human.ts';
import { headingId } from './ids.ts';

const worthRetrying: readonly StartErrorCode[] = ['wasm_unreachable', 'model_unreachable'];

/** Why there is no form, and the way on without it. */
export function failedView(code: StartErrorCode, context: ViewContext): TemplateResult {
  return html`
    <section class="failed" aria-labelledby=${headingId}>
      <h2 id=${headingId} tabindex="-1">${context.text('failed.heading')}</h2>
      <div role="alert">
        <p class="lead">${context.text(`failed.${code}`)}</p>
      </div>
      <p>${context.text('failed.now')}</p>
      <div class="actions">
        <a class="primary" href=${context.applicationLink()}>${context.text('failed.apply')}</a>
        ${worthRetrying.includes(code)
          ? html`<button class="secondary" type="button" @click=${context.retry}>
              ${context.text('failed.retry')}
            </button>`
          : nothing}
      </div>
      ${humanView(context)}
    </section>
  `;
}
