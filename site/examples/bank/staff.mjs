// For the bank's employees: the queue of manual reviews, and one decision with everything that explains it.
//
// It shows what people answered, so it belongs behind the bank's own sign-in. The sample listens on this machine only.

import { html } from './html.mjs';
import { dayOf, facts, layout, reasonLists, timeOf } from './layout.mjs';
import { createPageServer } from './server.mjs';
import { waterfall } from './waterfall.mjs';
import { bank, questions } from './words.mjs';

/** @typedef {import('./words.mjs').Words} Words */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What a person may decide. */
const REVIEWS = ['approval', 'alternative_offer', 'refusal'];
const LISTED = 50;

/**
 * @param {object} options
 * @param {any} options.service a `PrescoreService` with a token of the scopes `read`, `read_all`, `score` and `review`
 * @param {ReturnType<typeof import('./words.mjs').readWords>} options.texts
 * @returns {import('node:http').Server} not yet listening
 */
export function createStaffSite({ service, texts }) {
  /** @param {URL} url */
  const wordsFor = (url) => texts.of(url.searchParams.get('lang'));
  /** @param {URL} url @param {string} title @param {unknown} content */
  const pageOf = (url, title, content) => layout({ words: wordsFor(url), all: texts.all, url, title, content });

  /** @param {URL} url */
  async function start(url) {
    const words = wordsFor(url);
    const { own } = words;
    const [open, done] = await Promise.all([service.reviews({ state: 'open' }), service.reviews({ state: 'done' })]);
    return {
      page: pageOf(
        url,
        own['staff.title'] ?? '',
        html`${search(words)}
<section><h2>${own['staff.queue']}</h2>
${open.decisions.length > 0 ? decisionTable(words, open.decisions) : html`<p>${own['staff.queueEmpty']}</p>`}
</section>
${done.decisions.length > 0 && html`<section><h2>${own['staff.done']}</h2>${decisionTable(words, done.decisions)}</section>`}`,
      ),
    };
  }

  /** @param {URL} url */
  async function find(url) {
    const words = wordsFor(url);
    const wanted = url.searchParams.get('q')?.trim() ?? '';
    if (UUID.test(wanted)) return { status: /** @type {const} */ (303), location: caseAddress(words, wanted) };
    const { decisions } = wanted ? await service.decisions({ client: wanted, limit: LISTED }) : { decisions: [] };
    const { own } = words;
    const content = decisions.length > 0 ? decisionTable(words, decisions) : html`<p>${own['staff.notFound']}</p>`;
    return { page: pageOf(url, own['staff.list'] ?? '', html`${search(words, wanted)}<section>${content}</section>`) };
  }

  /** @param {URL} url @param {string} id @param {{ said?: string, status?: number }} [after] what was just done */
  async function show(url, id, { said, status = 200 } = {}) {
    const words = wordsFor(url);
    const decision = await service.decision(id);
    const explanation = await orNothing(service.explanation(id), 'not_explained', 'inputs_erased');
    const title = words.fill(words.own['staff.decision'] ?? '', { id });
    return { status, page: pageOf(url, title, caseFile(words, decision, explanation, said)) };
  }

  /** @param {URL} url @param {string} id */
  async function replay(url, id) {
    const { own, fill } = wordsFor(url);
    const replayed = await orNothing(service.replay(id), 'inputs_erased');
    const key = !replayed ? 'erased' : replayed.identical ? 'identical' : 'different';
    return show(url, id, {
      said: fill(own[`staff.replay.${key}`] ?? '', { difference: replayed?.first_difference ?? '' }),
    });
  }

  /** @param {URL} url @param {string} id @param {URLSearchParams} form */
  async function review(url, id, form) {
    const { own, fill } = wordsFor(url);
    const [outcome, offer, staff, reason] = ['outcome', 'offer', 'staff', 'reason'].map(
      (name) => form.get(name)?.trim() ?? '',
    );
    if (!outcome || !reason) return show(url, id, { said: own['staff.reviewMissing'] ?? '', status: 422 });
    const offers = outcome === 'refusal' || !offer ? [] : [offer];
    try {
      await service.review(id, { outcome, offers, staff, reason }, { key: form.get('key') });
    } catch (error) {
      const { problem } = /** @type {any} */ (error);
      if (!problem || problem.status >= 500) throw error;
      return show(url, id, {
        said: fill(own['staff.reviewRefused'] ?? '', { detail: problem.detail }),
        status: problem.status,
      });
    }
    return { status: /** @type {const} */ (303), location: caseAddress(wordsFor(url), id) };
  }

  return createPageServer(
    async ({ method, url, form }) => {
      const [, place, id = '', action] = url.pathname.split('/');
      if (method === 'GET' && place === '') return start(url);
      if (method === 'GET' && place === 'find') return find(url);
      if (place !== 'decisions' || !UUID.test(id)) return undefined;
      try {
        if (method === 'GET' && !action) return await show(url, id);
        if (method === 'POST' && action === 'replay') return await replay(url, id);
        if (method === 'POST' && action === 'review') return await review(url, id, form);
      } catch (error) {
        if (/** @type {any} */ (error).status !== 404) throw error;
        const { own } = wordsFor(url);
        return { status: 404, page: pageOf(url, own['staff.list'] ?? '', html`<p>${own['staff.notFound']}</p>`) };
      }
      return undefined;
    },
    (url) => {
      const { own } = wordsFor(url);
      return { status: 502, page: pageOf(url, own['staff.title'] ?? '', html`<p>${own['staff.unavailable']}</p>`) };
    },
  );
}

/** What the call gives, or nothing where the service says one of these. */
/** @template T @param {Promise<T>} call @param {...string} codes @returns {Promise<T | undefined>} */
async function orNothing(call, ...codes) {
  try {
    return await call;
  } catch (error) {
    if (codes.includes(/** @type {any} */ (error).code)) return undefined;
    throw error;
  }
}

/** @param {Words} words @param {string} id */
const caseAddress = (words, id) => `/decisions/${id}?lang=${words.language}`;

/** @param {Words} words @param {string} [wanted] */
function search({ own, language }, wanted = '') {
  return html`<section><h2>${own['staff.find']}</h2>
<form action="/find">
<input type="hidden" name="lang" value="${language}">
<label for="q" class="named">${own['staff.findHint']}</label>
<input id="q" name="q" value="${wanted}" maxlength="128" autocomplete="off">
<div><button>${own['staff.findButton']}</button></div>
</form></section>`;
}

/** @param {Words} words @param {readonly any[]} decisions */
function decisionTable(words, decisions) {
  const { own } = words;
  return html`<div class="table"><table>
<tr><th>${own['decision.when']}</th><th>${own['staff.client']}</th><th>${own['staff.outcome']}</th><th>${own['decision.number']}</th></tr>
${decisions.map(
  ({ id, decided_at: decidedAt, client, inputs, outcome, review }) => html`<tr>
<td>${timeOf(words, decidedAt)}</td>
<td>${client ?? inputs?.client}</td>
<td>${own[`outcome.${review?.outcome ?? outcome}`]}</td>
<td><a href="${caseAddress(words, id)}">${id}</a></td></tr>`,
)}</table></div>`;
}

/** @param {Words} words @param {any} decision @param {any} explanation @param {string | undefined} said */
function caseFile(words, decision, explanation, said) {
  const { own, offers } = words;
  const { pd_ppm: pd, challenger } = decision;
  const language = words.language === 'en' ? 'en-GB' : words.language;
  return html`${said && html`<p class="said" role="status">${said}</p>`}
<p><a href="/?lang=${words.language}">${own['staff.back']}</a></p>
<section>${facts([
    [own['staff.outcome'], own[`outcome.${decision.outcome}`]],
    [own['staff.basis'], own[`staff.basis.${decision.basis}`] ?? decision.basis],
    [own['decision.when'], timeOf(words, decision.decided_at)],
    [own['staff.client'], decision.inputs?.client ?? undefined],
    [own['staff.offers'], decision.offers.map((/** @type {string} */ id) => offers[id]?.name ?? id).join(', ')],
    [
      own['staff.pd'],
      typeof pd === 'number'
        ? (pd / 1e6).toLocaleString(language, { style: 'percent', maximumFractionDigits: 2 })
        : undefined,
    ],
    [own['staff.hint'], own[`staff.hint.${decision.hint}`]],
    [own['staff.programme'], decision.programme],
    [own['staff.version'], html`<code>${decision.version}</code>`],
  ])}</section>
${reviewPart(words, decision)}
<section><h2>${own['staff.reasons']}</h2>
<p>${own[`decision.basis.${decision.basis}`] ?? own['decision.basis.other']}</p>
${reasonLists(words, decision.reasons)}</section>
<section><h2>${own['staff.waterfall']}</h2>${explanation ? drawn(words, explanation) : html`<p>${own['staff.noWaterfall']}</p>`}</section>
<section><h2>${own['staff.inputs']}</h2>${decision.inputs ? inputsOf(words, decision.inputs) : html`<p>${own['staff.erased']}</p>`}</section>
<section><h2>${own['staff.challenger']}</h2><p>${challengerText(words, challenger)}</p></section>
<section><h2>${own['staff.replay']}</h2><p class="hint">${own['staff.replayHint']}</p>
<form method="post" action="/decisions/${decision.id}/replay?lang=${words.language}"><button>${own['staff.replay']}</button></form>
</section>`;
}

/** @param {Words} words @param {any} explanation */
function drawn(words, explanation) {
  const { own } = words;
  return html`<p class="hint">${own['staff.waterfallHint']}</p><div class="table">${waterfall(explanation, {
    reference: own['staff.reference'] ?? '',
    score: own['staff.score'] ?? '',
    title: own['staff.waterfall'] ?? '',
    of: (question) => labelOf(words, question),
  })}</div>`;
}

/** @param {Words} words @param {string} question */
const labelOf = ({ questions: asked, data }, question) => asked[question]?.short ?? data[question]?.short ?? question;

/** @param {Words} words @param {any} inputs */
function inputsOf(words, { answers, client_data: enrichment }) {
  const { own, fill, data } = words;
  const values = enrichment?.values ?? {};
  return html`<div class="table"><table>
<tr><th>${own['staff.question']}</th><th>${own['staff.value']}</th><th>${own['staff.source']}</th></tr>
${questions().map(({ id }) => {
  const isAnswer = answers[id] !== undefined;
  const value = isAnswer ? answers[id] : values[id];
  const source = isAnswer ? 'applicant' : bank.bureau.includes(id) ? 'bureau' : 'bank';
  return html`<tr><td>${labelOf(words, id)}</td><td>${data[id]?.options?.[value] ?? (value || own['staff.missing'])}</td>
<td>${value && own[`staff.source.${source}`]}</td></tr>`;
})}</table></div>
${
  enrichment &&
  html`<h3>${own['staff.enrichment']}</h3><p>${own[`staff.status.${enrichment.status}`]}${
    enrichment.as_of && html`, ${fill(own['staff.asOf'] ?? '', { day: dayOf(words, enrichment.as_of) })}`
  }</p>
<ul>${(enrichment.calls ?? []).map(
    (/** @type {any} */ call) =>
      html`<li>${fill(own['staff.call'] ?? '', { ...call, outcome: own[`staff.status.${call.outcome}`] ?? call.outcome })}</li>`,
  )}</ul>
<p>${
    enrichment.consent
      ? fill(own['staff.consent'] ?? '', {
          wording: enrichment.consent.wording,
          day: timeOf(words, enrichment.consent.given_at),
        })
      : own['staff.noConsent']
  }</p>`
}`;
}

/** @param {Words} words @param {any} challenger */
function challengerText({ own, fill }, challenger) {
  if (!challenger) return own['staff.noChallenger'];
  const { version, outcome } = challenger;
  if (!outcome) return fill(own['staff.challengerIssues'] ?? '', { version });
  return fill(own['staff.challengerSays'] ?? '', { outcome: own[`outcome.${outcome}`] ?? outcome, version });
}

/** @param {Words} words @param {any} decision */
function reviewPart(words, decision) {
  const { own, offers, fill } = words;
  const { review } = decision;
  if (review) {
    const outcome = own[`outcome.${review.outcome}`] ?? review.outcome;
    const day = timeOf(words, review.reviewed_at);
    const text = fill(own['staff.reviewed'] ?? '', { staff: review.staff, day, outcome, reason: review.reason ?? '' });
    return html`<section><h2>${own['staff.reviewedHeading']}</h2><p>${text}</p></section>`;
  }
  if (decision.outcome !== 'manual_review') return undefined;
  const choices = (/** @type {readonly (readonly [string, string])[]} */ options) =>
    options.map(([value, label]) => html`<option value="${value}">${label}</option>`);
  const products = Object.entries(offers).map(([id, { name }]) => /** @type {const} */ ([id, name]));
  const [, first = ''] = products[0] ?? [];
  return html`<section><h2>${own['staff.review']}</h2>
<form method="post" action="/decisions/${decision.id}/review?lang=${words.language}">
<input type="hidden" name="key" value="${crypto.randomUUID()}">
<label class="field"><span class="named">${own['staff.reviewOutcome']}</span>
<select name="outcome" required><option value=""></option>${choices(
    REVIEWS.map((each) => [each, fill(own[`staff.review.${each}`] ?? '', { offer: first })]),
  )}</select></label>
<label class="field"><span class="named">${own['staff.reviewOffer']}</span><select name="offer">${choices(products)}</select></label>
<label class="field"><span class="named">${own['staff.reviewWho']}</span>
<select name="staff">${choices(bank.staff.map((/** @type {string} */ id) => [id, id]))}</select></label>
<label class="field"><span class="named">${own['staff.reviewWhy']}</span>
<textarea name="reason" required maxlength="1000"></textarea></label>
<button>${own['staff.reviewSubmit']}</button>
</form></section>`;
}
