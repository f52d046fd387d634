import { html, nothing, type TemplateResult } from 'lit/html.js';
import { offerFacts } from '../texts.ts';
import type { ViewContext } from './context.ts';

/** Product cards: the next step of the first is in the decision's header, the others have their own. */
export function offersView(offers: readonly string[], context: ViewContext): TemplateResult | typeof nothing {
  const [first, ...others] = offers;
  if (first === undefined) return nothing;
  return html`
    ${offerCard(first, 'best', context)}
    ${
      others.length > 0
        ? html`
          <details part="others">
            <summary><h3>${context.text('offer.others')}</h3></summary>
            <div class="others">${others.map((offer) => offerCard(offer, 'other', context))}</div>
          </details>
        `
        : nothing
    }
  `;
}

function offerCard(offer: string, rank: 'best' | 'other', context: ViewContext): TemplateResult {
  const texts = context.programme.offers[offer];
  const name = texts?.name ?? offer;
  const heading = rank === 'best' ? html`<h3>${name}</h3>` : html`<h4>${name}</h4>`;
  return html`
    <article class="offer ${rank}" part="offer">
      ${context.brand?.drawing ? html`<div class="plastic" aria-hidden="true"></div>` : nothing}
      <div class="worth">
        ${heading}
        <p>${texts?.description}</p>
        <ul>
          ${texts?.points.map((point) => html`<li>${point}</li>`)}
        </ul>
        ${factsView(offer, context)} ${rank === 'best' ? nothing : applyLink(offer, context)}
      </div>
    </article>
  `;
}

function applyLink(offer: string, context: ViewContext): TemplateResult {
  const name = context.programme.offers[offer]?.inline ?? offer;
  return html`<a
    class="secondary"
    part="button"
    href=${context.applicationLink(offer)}
    @click=${context.continued}
    aria-label=${context.text('offer.applyFor', { offer: name })}
    >${context.text('offer.apply')}</a
  >`;
}

/** The facts that the bank gives, and that they are not yet this person's. */
function factsView(offer: string, context: ViewContext): TemplateResult | typeof nothing {
  const facts = context.brand?.offers?.[offer];
  const given = offerFacts.filter((name) => facts?.[name]);
  if (given.length === 0) return nothing;
  return html`
    <dl>
      ${given.map((name) => html`<div><dt>${context.text(`offer.${name}`)}</dt><dd>${facts?.[name]}</dd></div>`)}
    </dl>
    <p class="note">${context.text('offer.note')}</p>
  `;
}
