import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Decision, ExplainedDecision } from '../../../wasm/types.ts';
import { joinList } from '../../shared/intl.ts';
import { carryView } from './carry.ts';
import type { ViewContext } from './context.ts';
import { humanView } from './human.ts';
import { headingId } from './ids.ts';
import { offersView } from './offers.ts';
import { reasonsView } from './reasons.ts';

/** What happens now, the next step, the reasons, how the answer came about, and the way back. */
export function decisionView(decision: ExplainedDecision, context: ViewContext): TemplateResult {
  const { outcome, basis } = decision;
  const offer = context.programme.offers[decision.offers[0] ?? '']?.inline ?? '';
  return html`
    <section class="decision ${outcome}" part="decision" aria-labelledby=${headingId}>
      <header>
        <h2 id=${headingId} part="heading" tabindex="-1">${context.text(`decision.${outcome}.heading`, { offer })}</h2>
        <p class="lead">${context.text(`decision.${outcome}.now`, { offer })}</p>
      </header>
      ${nextStep(decision, context)} ${carryView(context)} ${reasonsView(decision, context)}
      <div class="how">
        <h3>${context.text('decision.how')}</h3>
        <ul>
          <li>${rulesText(decision, context)} ${context.text(`decision.${outcome}.${basis}`)}</li>
          ${questionsItem(decision, context)}
          <li>${context.text(`decision.made.${basis}`)}</li>
          <li>${context.text('decision.preliminary')}</li>
          <li>${context.text(context.isQuiet() ? 'decision.noRequest' : 'decision.nothingSent')}</li>
        </ul>
      </div>
      ${humanView(context)}
      <button class="secondary change" part="button" type="button" @click=${() => context.send({ kind: 'revised' })}>
        ${context.text('decision.change')}
      </button>
    </section>
  `;
}

function nextStep(decision: Decision, context: ViewContext): TemplateResult | typeof nothing {
  if (decision.outcome === 'manual_review') {
    return html`<div class="actions">
      <a class="primary" part="button" href=${context.applicationLink()} @click=${context.continued}>${context.text('offer.applyOrdinary')}</a>
    </div>`;
  }
  const shown = decision.outcome === 'likely_approval' ? decision.offers.slice(0, 1) : decision.offers;
  return offersView(shown, context);
}

/** The rules of the product that the answers did not meet, in the programme's words. */
function rulesText(decision: Decision, context: ViewContext): string {
  if (decision.basis !== 'eligibility') return '';
  return decision.questions.map((question) => context.programme.questions[question]?.rule ?? '').join(' ');
}

function questionsItem(decision: Decision, context: ViewContext): TemplateResult | typeof nothing {
  const count = decision.questions.length;
  if (count === 0) return nothing;
  const words = decision.questions.map((question) => context.programme.questions[question]?.short ?? question);
  const questions = joinList(words, context.language);
  return html`<li>${context.text(`decision.questions.${decision.basis}`, { count, questions })}</li>`;
}
