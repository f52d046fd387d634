// The configurator: choices in, the snippet and the policy lines out, beside the real frame.

import { register } from '../../embed/register.ts';
import { snippet } from '../../embed/snippet.mjs';
import { fill } from '../../shared/fill.ts';
import { homeLanguage, knownLanguage, type Language } from '../../shared/languages.ts';
import type configuratorTexts from '../../texts/en/configurator.json';
import { readPageTexts } from '../shared/pageTexts.ts';
import { readFacts } from './facts.ts';
import { findObstacles, type Obstacle } from './policy.ts';

type TextKey = keyof typeof configuratorTexts;

/** The page's script is one folder below the site. */
const site = new URL('../', import.meta.url).href;
const facts = readFacts(document);
/** The folder of the programme's pages. */
const programme = site + facts.folder;
const language = knownLanguage(document.documentElement.lang);
const texts = readPageTexts<Readonly<Record<TextKey, string>>>(document);

const byId = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const form = byId<HTMLFormElement>('choices');
const chosen = (name: string): string => String(new FormData(form).get(name) ?? '');

function options(
  select: Element | RadioNodeList | null,
  entries: readonly (readonly [value: string, words: string])[],
): void {
  if (select instanceof HTMLSelectElement)
    select.replaceChildren(...entries.map(([value, words]) => new Option(words, value)));
}

function offerCampaigns(): void {
  const campaigns = facts.partners[chosen('partner')]?.campaigns ?? [];
  const entries = campaigns.map((campaign) => [campaign, campaign] as const);
  options(form.elements.namedItem('campaign'), [['', texts['configurator.noCampaign']], ...entries]);
}

function attributes(): Record<string, string> {
  const names = ['partner', 'campaign', 'lang', 'theme', 'density'];
  const given = Object.fromEntries(names.map((name) => [name, chosen(name)]));
  const accent = chosen('ownAccent') ? chosen('accent') : '';
  return { ...given, accent, bank: facts.folder && programme };
}

const channel = (): 'fixed' | 'latest' => (chosen('channel') === 'latest' ? 'latest' : 'fixed');

/** The parts of the page's policy that the snippet needs. */
function policyLines(): string {
  const { origin } = new URL(site);
  return `script-src ${origin};\nframe-src ${origin};`;
}

/** Attributes that a living frame follows; the others are read once. */
const live = ['lang', 'theme', 'density', 'accent'];

function showPreview(given: Readonly<Record<string, string>>): void {
  const box = byId('preview');
  const width = chosen('width');
  box.className = width;
  const shown = box.querySelector('prescore-frame');
  const same = shown && ['partner', 'campaign'].every((name) => (shown.getAttribute(name) ?? '') === given[name]);
  const element = same ? shown : document.createElement('prescore-frame');
  for (const [name, value] of Object.entries(given)) {
    if (same && !live.includes(name)) continue;
    if (value === '') element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  if (!same) box.replaceChildren(element);
}

function show(): void {
  const given = attributes();
  byId('snippet').textContent = snippet({
    site,
    release: facts.release,
    channel: channel(),
    application: facts.application,
    fallback: facts.fallback[(given['lang'] || homeLanguage) as Language],
    attributes: given,
  });
  byId('policy').textContent = policyLines();
  byId('copied').textContent = '';
  showPreview(given);
  check();
}

const reasons: Readonly<Record<Obstacle['reason'], TextKey>> = {
  script: 'configurator.blockedScript',
  script_needs_nonce: 'configurator.blockedScriptNonce',
  frame: 'configurator.blockedFrame',
  sandbox: 'configurator.blockedSandbox',
};

function check(): void {
  const text = byId<HTMLTextAreaElement>('check').value.trim();
  const isFixed = channel() === 'fixed';
  const found =
    text === ''
      ? []
      : findObstacles(text, {
          script: site + (isFixed ? facts.release.loader : facts.release.latest),
          integrity: isFixed ? facts.release.integrity : '',
          frame: `${programme}frame/${language}/`,
        });
  const lines = found.map(({ reason, directive, add }) => fill(texts[reasons[reason]], { directive, add }, language));
  const items = lines.length > 0 || text === '' ? lines : [texts['configurator.works']];
  byId('verdict').replaceChildren(
    ...items.map((words) => {
      const item = document.createElement('li');
      item.className = found.length > 0 ? 'blocked' : 'works';
      item.textContent = words;
      return item;
    }),
  );
}

async function copy(): Promise<void> {
  const snippetBox = byId('snippet');
  try {
    await navigator.clipboard.writeText(snippetBox.textContent ?? '');
    byId('copied').textContent = texts['configurator.copied'];
  } catch {
    getSelection()?.selectAllChildren(snippetBox);
    byId('copied').textContent = texts['configurator.selected'];
  }
}

register(site);
options(
  form.elements.namedItem('partner'),
  Object.entries(facts.partners).map(([id, { name }]) => [id, name]),
);
offerCampaigns();
form.addEventListener('input', ({ target }) => {
  if ((target as HTMLSelectElement).name === 'partner') offerCampaigns();
  show();
});
form.addEventListener('submit', (event) => event.preventDefault());
byId('check').addEventListener('input', check);
byId('copy').addEventListener('click', () => void copy());
show();
