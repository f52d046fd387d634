// The bank's application, as its clients see it: a form, and the bank's decision.
//
// The answers come behind `#`, into the form, and leave the browser with the button. This server asks the decision
// service with its own token, so the page never learns where the service is. It keeps nothing.

import { answersOf, confirmedOf, questionFields } from './form.mjs';
import { html } from './html.mjs';
import { dayOf, facts, layout, reasonLists, timeOf } from './layout.mjs';
import { createPageServer } from './server.mjs';
import { bank } from './words.mjs';

/** @typedef {import('./words.mjs').Words} Words */
/** @typedef {import('./form.mjs').Issue} Issue */
/**
 * Why the form shows again.
 *
 * @typedef {object} Wrong
 * @property {readonly Issue[]} [issues] of answers
 * @property {boolean} [nobody] no client was chosen
 * @property {boolean} [changed] the form was sent before, with other entries
 */

/** What the page hands over about its own decision, and what the link says about the way here. */
const HINT = ['prescore.outcome', 'prescore.version'];
const FROM_LINK = ['card', 'partner', 'campaign'];
const FACTS = ['limit', 'rate', 'cost', 'takes', 'documents'];

/**
 * @param {object} options
 * @param {any} options.service a `PrescoreService` of `prescore/service`, with a token of scope `decide`
 * @param {ReturnType<typeof import('./words.mjs').readWords>} options.texts
 * @returns {import('node:http').Server} not yet listening
 */
export function createApplication({ service, texts }) {
  /** @param {URL} url */
  const wordsFor = (url) => texts.of(url.searchParams.get('lang'));
  /** @param {URL} url @param {string} title a key @param {unknown} content @param {boolean} [carries] */
  const pageOf = (url, title, content, carries = false) => {
    const words = wordsFor(url);
    return layout({ words, all: texts.all, url, title: words.own[title] ?? '', content, carries });
  };

  /** @param {URL} url @param {URLSearchParams} form @param {Wrong} [wrong] */
  const formPage = (url, form, wrong = {}) =>
    pageOf(url, 'apply.title', applyForm(wordsFor(url), url, form, wrong), true);

  /** @param {URL} url @param {URLSearchParams} form */
  async function decide(url, form) {
    const client = bank.clients.find((/** @type {string} */ each) => each === form.get('client'));
    try {
      // The service judges the answers first, so that all errors show at once.
      if (!client) return { status: 422, page: formPage(url, form, { nobody: true }) };
      const { decision } = await service.decide(requestOf(wordsFor(url), form, client), { key: form.get('key') });
      return { page: pageOf(url, 'decision.title', decisionContent(wordsFor(url), url, decision, form)) };
    } catch (error) {
      const { code, status, problem } = /** @type {any} */ (error);
      if (code === 'issues') return { status: 422, page: formPage(url, form, { issues: problem.issues }) };
      if (code === 'key_reused') return { status: 409, page: formPage(url, asNew(form), { changed: true }) };
      if (status === 503 || status === 429) {
        return { status: 503, page: pageOf(url, 'problem.title', tryAgain(wordsFor(url), url, form)) };
      }
      throw error;
    }
  }

  return createPageServer(
    async ({ method, url, form }) => {
      if (url.pathname !== '/apply') return undefined;
      // A new form is empty: a link must not choose a client, tick the consent, or bring a key.
      return method === 'POST' ? decide(url, form) : { page: formPage(url, form) };
    },
    (url) => {
      const { own, brand, fill } = wordsFor(url);
      const text = fill(own['problem.other'] ?? '', { phone: brand.phone ?? '' });
      return { status: 502, page: pageOf(url, 'problem.title', html`<p>${text}</p>`) };
    },
  );
}

/** @param {Words} words @param {URLSearchParams} form @param {string} client */
function requestOf(words, form, client) {
  const [outcome, version] = HINT.map((name) => form.get(name) ?? '');
  const confirmed = confirmedOf(form);
  return {
    programme: bank.programme,
    answers: answersOf(form),
    client,
    ...(confirmed.length > 0 && { confirmed }),
    ...(outcome && { hint: { outcome, version } }),
    // The wording that the person read, and when they agreed.
    ...(form.get('consent') === 'yes' && {
      consent: { wording: `${bank.consent.wording}-${words.language}`, given_at: agreedAt(form) },
    }),
  };
}

/**
 * When the box was ticked, as the form says: the same form sent again is the same request. Now, where that is no time of
 * the last day.
 *
 * @param {URLSearchParams} form
 */
function agreedAt(form) {
  const [now, agreed] = [Date.now(), Date.parse(form.get('agreed') ?? '')];
  return new Date(agreed <= now && agreed > now - 86_400_000 ? agreed : now).toISOString();
}

/**
 * The same entries as a new application. Somebody went back from a decision, changed the form and sent it: its key has that
 * decision already.
 *
 * @param {URLSearchParams} form
 */
function asNew(form) {
  const copy = new URLSearchParams(form);
  copy.set('key', crypto.randomUUID());
  return copy;
}

/** @param {Words} words @param {URL} url @param {URLSearchParams} form @param {Wrong} wrong */
function applyForm(words, url, form, { issues = [], nobody = false, changed = false }) {
  const { own, brand, fill } = words;
  const isWrong = issues.length > 0 || nobody;
  return html`${isWrong && html`<p class="error" role="alert">${own['apply.errors']}</p>`}
${changed && html`<p class="error" role="alert">${own['apply.changed']}</p>`}
<p class="carriedOnly">${own['apply.lead']}</p><p class="emptyOnly">${own['apply.leadEmpty']}</p>
<form method="post" action="/apply${url.search}" novalidate>
<input type="hidden" name="key" value="${form.get('key') ?? crypto.randomUUID()}">
<section>
<h2>${own['apply.who']}</h2>
<p class="hint">${own['apply.sample']}</p>
<select name="client" aria-label="${own['apply.who']}">
<option value="">${own['apply.choose']}</option>
${bank.clients.map(
  (/** @type {string} */ id) =>
    html`<option value="${id}"${id === form.get('client') && html` selected`}>${own[`client.${id}`]}</option>`,
)}
</select>
${nobody && html`<p class="error">${own['apply.whoMissing']}</p>`}
</section>
<section data-carried>
<h2>${own['apply.answers']}</h2>
${questionFields(words, form, issues)}
${HINT.map((name) => html`<input type="hidden" name="${name}" value="${form.get(name) ?? ''}">`)}
</section>
<section>
<h2>${own['apply.consentHeading']}</h2>
<label class="tick"><input type="checkbox" name="consent" value="yes"${form.get('consent') === 'yes' && html` checked`}>
<span>${fill(own['apply.consent'] ?? '', { bank: brand.name })}</span></label>
<p class="hint">${own['apply.consentHint']}</p>
<input type="hidden" name="agreed" value="${form.get('agreed') ?? new Date().toISOString()}">
</section>
<button>${own['apply.submit']}</button>
<p class="note">${own['apply.sent']}</p>
</form>`;
}

/** The same form again, with the same key: the service decides once, however often it is sent. */
/** @param {Words} words @param {URL} url @param {URLSearchParams} form */
function tryAgain({ own }, url, form) {
  return html`<p>${own['problem.busy']}</p>
<form method="post" action="/apply${url.search}">
${[...form].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button>${own['problem.retry']}</button>
</form>`;
}

/** @param {Words} words @param {URL} url @param {any} decision as the service answers @param {URLSearchParams} form */
function decisionContent(words, url, decision, form) {
  const { own, outcomes, brand, fill } = words;
  const { outcome, basis, enrichment } = decision;
  const say = (/** @type {string} */ key, /** @type {Record<string, string>} */ values = {}) =>
    fill(own[key] ?? '', values);
  const back = new URLSearchParams(
    [...url.searchParams].filter(([name]) => name === 'lang' || FROM_LINK.includes(name)),
  );
  return html`<section>
<h2>${outcomes[outcome].heading}</h2>
<p>${outcomes[outcome].now}</p>
${facts([
  [own['decision.number'], html`<code>${decision.id}</code>`],
  [own['decision.when'], timeOf(words, decision.decided_at)],
])}
</section>
${
  decision.offers.length > 0 &&
  html`<section><h2>${own['decision.offers']}</h2>${decision.offers.map((/** @type {string} */ id) => offerOf(words, id))}</section>`
}
<section>
<h2>${own['decision.reasons']}</h2>
<p>${own[`decision.basis.${basis}`] ?? own['decision.basis.other']}</p>
<p>${say(`decision.used.${enrichment.status}`, { day: enrichment.as_of ? dayOf(words, enrichment.as_of) : '' })}</p>
${reasonLists(words, decision.reasons)}
${besideThePage(words, decision, form)}
</section>
<section>
<h2>${own['decision.next']}</h2>
<p>${own[`decision.next.${outcome}`]}</p>
<h3>${own['decision.human']}</h3>
<p>${say('decision.call', { phone: brand.phone ?? '', hours: brand.hours ?? '' })}</p>
<p><a href="/apply${back.size > 0 && `?${back}`}">${own['decision.again']}</a></p>
</section>`;
}

/** @param {Words} words @param {string} id */
function offerOf({ offers, facts: known, own }, id) {
  const rows = FACTS.map((fact) => /** @type {const} */ ([own[`fact.${fact}`], known[id]?.[fact]]));
  return html`<h3>${offers[id].name}</h3><p>${offers[id].description}</p>${facts(rows)}`;
}

/** The names that the page's outcome and the bank's have for the same thing. */
const SAME = new Map([['likely_approval', 'approval']]);

/** What the page had said, where the service confirms that it said so. */
/** @param {Words} words @param {any} decision @param {URLSearchParams} form */
function besideThePage({ own, fill }, decision, form) {
  const outcome = form.get('prescore.outcome') ?? '';
  if (decision.hint === 'other_version') return html`<p>${own['decision.page.stale']}</p>`;
  if (decision.hint !== 'agrees') return undefined;
  if ((SAME.get(outcome) ?? outcome) === decision.outcome) return html`<p>${own['decision.page.same']}</p>`;
  if (decision.enrichment.status !== 'found') return undefined;
  return html`<p>${fill(own['decision.page.other'] ?? '', { outcome: own[`outcome.${outcome}`] ?? '' })}</p>`;
}
