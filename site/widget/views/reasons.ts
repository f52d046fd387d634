import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ExplainedDecision } from '../../../wasm/types.ts';
import type { ViewContext } from './context.ts';

/** Which answers raised the risk and which lowered it, in the programme's words; open where another card is offered. */
export function reasonsView(decision: ExplainedDecision, context: ViewContext): TemplateResult | typeof nothing {
  const { outcome } = decision;
  const approved = outcome === 'likely_approval';
  // An applicant whom the programme suits needs no list of what counted against it.
  const against = approved ? [] : decision.reasons.against;
  const { inFavour } = decision.reasons;
  if (against.length === 0 && inFavour.length === 0) return nothing;
  return html`
    <details class="how reasons" ?open=${!approved}>
      <summary><h3>${context.text(`reasons.${outcome}`)}</h3></summary>
      ${againstView(against, context)}
      ${
        inFavour.length === 0
          ? nothing
          : html`
            <p>${context.text('reasons.inFavour', { count: inFavour.length })}</p>
            ${factorsView(inFavour, context)}
          `
      }
      ${helpView(decision, context)}
    </details>
  `;
}

/** Single answers, or one pair that counts only together. */
function againstView(
  against: ExplainedDecision['reasons']['against'],
  context: ViewContext,
): TemplateResult | typeof nothing {
  if (against.length === 0) return nothing;
  const pair = against.some((codes) => codes.length > 1);
  const direction = pair ? context.text('reasons.pair') : context.text('reasons.against', { count: against.length });
  return html`
    <p>${direction}</p>
    ${factorsView(against.flat(), context)}
  `;
}

function factorsView(codes: readonly string[], context: ViewContext): TemplateResult {
  return html`<ul>
    ${codes.map((code) => html`<li>${context.programme.reasons[code]}</li>`)}
  </ul>`;
}

/** Only where the bank's policy shows it. */
function helpView({ reasons }: ExplainedDecision, context: ViewContext): TemplateResult | typeof nothing {
  if (!reasons.help) return nothing;
  const change = context.programme.changes[reasons.help.code] ?? '';
  return html`<p>${context.text(reasons.help.changesOutcome ? 'reasons.helpOpens' : 'reasons.helpLowers', { change })}</p>`;
}
