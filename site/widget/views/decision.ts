import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Decision } from '../../../wasm/types.ts';
import { joinList } from '../../shared/intl.ts';
import type { State } from '../machine.ts';
import { answersView } from './answers.ts';
import { carryView } from './carry.ts';
import type { ViewContext } from './context.ts';
import { humanView } from './human.ts';
import { headingId } from './ids.ts';
import { offersView } from './offers.ts';
import { reasonsView } from './reasons.ts';

type Decided = Extract<State, { view: 'decision' }>;

/** What happens now and the next step, then the reasons, how the answer came about, the answers, and the way back. */
export function decisionView({ decision, at, answers, questionnaire }: Decided, context: ViewContext): TemplateResult {
  const shown = decision.outcome === 'likely_approval' ? decision.offers.slice(0, 1) : decision.offers;
  const product = asObject(questionnaire.offers[0] ?? '', context);
  return html`
    <section class="decision ${decision.outcome}" part="decision" aria-labelledby=${headingId}>
      ${headerView(decision, product, context)} ${carryView(context)} ${offersView(shown, context)}
      ${reasonsView(decision, context)} ${howView(decision, product, at, context)}
      ${answersView(questionnaire, answers, context)} ${humanView(context)}
      <div class="actions back">
        <button class="secondary change" part="button" type="button" @click=${() => context.send({ kind: 'revised' })}>
          ${context.text('decision.change')}
        </button>
        <button class="secondary" part="button" type="button" @click=${() => context.send({ kind: 'restarted' })}>
          ${context.text('decision.restart')}
        </button>
      </div>
    </section>
  `;
}

/** All that must be in view at once: the heading, what is not offered, and the next step. */
function headerView({ outcome, offers }: Decision, product: string, context: ViewContext): TemplateResult {
  const [best] = offers;
  const names = { offer: inline(best, context), product };
  const own = outcome === 'manual_review' ? context.programme.review : undefined;
  const heading = own?.heading ?? context.text(`decision.${outcome}.heading`, names);
  const notOffered = outcome === 'alternative_offer' ? sentence(context.text('decision.notOffered', names)) : '';
  const apply = best === undefined ? context.text('offer.applyOrdinary') : context.text('offer.apply');
  return html`
    <header>
      <h2 id=${headingId} part="heading" tabindex="-1">${sentence(heading)}</h2>
      <p class="lead">${notOffered} ${own?.now ?? context.text(`decision.${outcome}.now`, names)}</p>
      <p class="next">
        <a
          class="primary"
          part="button"
          href=${context.applicationLink(best)}
          aria-label=${best === undefined ? nothing : context.text('offer.applyFor', names)}
          @click=${context.continued}
          >${apply}</a
        >
      </p>
    </header>
  `;
}

function howView(decision: Decision, product: string, at: Date, context: ViewContext): TemplateResult {
  const { outcome, basis } = decision;
  const why = context.text(`decision.${outcome}.${basis}`, { product });
  return html`
    <div class="how">
      <h3>${context.text('decision.how')}</h3>
      <ul>
        <li>${rulesText(decision, context)} ${why}</li>
        ${questionsItem(decision, context)}
        <li>${context.text(`decision.made.${basis}`)}</li>
        <li>${context.text('decision.preliminary', { date: context.date(at) })}</li>
        <li>${context.text('decision.nothingSent')}</li>
      </ul>
    </div>
  `;
}

/** The rules of the product that the answers did not meet, in the programme's words. */
function rulesText({ basis, questions }: Decision, context: ViewContext): string {
  if (basis !== 'eligibility') return '';
  return questions.map((question) => context.programme.questions[question]?.rule ?? '').join(' ');
}

/** Which answers the outcome rests on. A rule names its answer itself. */
function questionsItem({ basis, questions }: Decision, context: ViewContext): TemplateResult | typeof nothing {
  const count = questions.length;
  if (count === 0 || basis === 'eligibility') return nothing;
  const rare = context.programme.questions[questions[0] ?? '']?.rare;
  if (basis === 'not_covered' && count === 1 && rare) return html`<li>${rare}</li>`;
  const words = questions.map((question) => context.programme.questions[question]?.short ?? question);
  const names = joinList(words, context.language);
  return html`<li>${context.text(`decision.questions.${basis}`, { count, questions: names })}</li>`;
}

const inline = (offer: string | undefined, context: ViewContext): string =>
  context.programme.offers[offer ?? '']?.inline ?? offer ?? '';

const asObject = (offer: string, context: ViewContext): string =>
  context.programme.offers[offer]?.object ?? inline(offer, context);

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
