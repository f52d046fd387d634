// Every state that a person can see, each reached as a person or an error reaches it, inline or in the frame.

import type { Page } from '@playwright/test';
import type { Language } from '../../../site/shared/languages.ts';
import { answersFor, type DecisionKind } from './core.ts';
import {
  bank,
  bankSite,
  frameIn,
  partner,
  partnerSite,
  partnerSnippet,
  type Site,
  samplePartner,
  serve,
} from './origins.ts';
import { answerWithMouse, type Place, submitButton, submitWithMouse } from './person.ts';
import { pagePath } from './site.ts';

export interface State {
  readonly name: string;
  /** What is wrong with the bank's site, where that makes the state. */
  readonly site?: Site;
  /** From the opened page into the state. */
  readonly enter: (place: Place, language: Language) => Promise<void>;
}

const form = (place: Place): Promise<void> => place.locator('form:not([inert] *)').first().waitFor();
const without =
  (files: RegExp): Site =>
  (path) =>
    files.test(path) ? 'dropped' : bankSite(path);

async function decide(place: Place, language: Language, kind: DecisionKind): Promise<void> {
  await form(place);
  await submitWithMouse(place, (await answersFor(kind)).answers, language);
  await place.locator('.decision').waitFor();
}

const toggle = (place: Place, selector: string): Promise<void> => place.locator(`${selector} > summary`).click();

export const states: readonly State[] = [
  {
    name: 'loading',
    site: (path) => (path.endsWith('.bin') ? 'held' : bankSite(path)),
    enter: (place) => place.locator('.skeleton').waitFor(),
  },
  { name: 'form', enter: form },
  {
    name: 'form-filled',
    enter: async (place, language) => {
      await form(place);
      await answerWithMouse(place, (await answersFor('likely_approval by risk')).answers, language);
    },
  },
  {
    name: 'focus-field',
    enter: async (place) => {
      await form(place);
      await place.locator('#question-income').focus();
    },
  },
  {
    name: 'focus-option',
    enter: async (place) => {
      await form(place);
      await place.locator('#question-income').press('Tab');
    },
  },
  {
    name: 'issues',
    enter: async (place, language) => {
      await form(place);
      await answerWithMouse(place, { age: '7', income: 'много', car: 'none' }, language);
      await submitButton(place, language).click();
      await place.locator('#summary').waitFor();
    },
  },
  { name: 'approval', enter: (place, language) => decide(place, language, 'likely_approval by risk') },
  {
    name: 'approval-reasons',
    enter: async (place, language) => {
      await decide(place, language, 'likely_approval by risk');
      await toggle(place, '.reasons');
    },
  },
  { name: 'alternative', enter: (place, language) => decide(place, language, 'alternative_offer by risk') },
  {
    name: 'alternative-others',
    enter: async (place, language) => {
      await decide(place, language, 'alternative_offer by risk');
      await toggle(place, '.reasons');
      await toggle(place, '[part=others]');
    },
  },
  { name: 'eligibility', enter: (place, language) => decide(place, language, 'alternative_offer by eligibility') },
  { name: 'review', enter: (place, language) => decide(place, language, 'manual_review by not_covered') },
  { name: 'failed', site: without(/\.bin$/), enter: (place) => place.locator('.failed').waitFor() },
  { name: 'silent', site: without(/\/texts-/), enter: (place) => place.locator('[silent] .fallback').waitFor() },
];

/** The bank's page with the widget in it. */
export async function enterInline(page: Page, state: State, language: Language): Promise<Place> {
  await serve(page.context(), { [bank]: state.site ?? bankSite });
  await page.goto(`${bank}${pagePath[language]}`);
  await state.enter(page, language);
  return page;
}

/** A partner's page with the frame in it. */
export function enterFrame(page: Page, state: State, language: Language): Promise<Place> {
  const body = `<main><h1>Дом</h1>${partnerSnippet({ lang: language })}</main>`;
  return enterOn(partnerSite(body), page, state, language);
}

/** The sample partner's page, which is Russian, with the frame in it. */
export async function enterSample(page: Page, state: State): Promise<Place> {
  return enterOn(await samplePartner(), page, state, 'ru');
}

async function enterOn(site: Site, page: Page, state: State, language: Language): Promise<Place> {
  await serve(page.context(), { [bank]: state.site ?? bankSite, [partner]: site });
  await page.goto(`${partner}/`);
  await state.enter(frameIn(page), language);
  return frameIn(page);
}

/** The partner's page where nothing of the bank comes but the loader. */
export async function enterUnreachable(page: Page, site: Site): Promise<void> {
  const noFrame: Site = (path) => (path.startsWith('/frame/') ? 'dropped' : bankSite(path));
  await serve(page.context(), { [bank]: noFrame, [partner]: site });
  await page.goto(`${partner}/`);
  await page.locator('prescore-frame > a').waitFor();
}
