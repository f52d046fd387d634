// The configurator: choices in, the snippet and the policy lines out, beside the real frame.

import { register } from '../../embed/register.ts';
import {
  dialogSnippet,
  iframeSnippet,
  linkSnippet,
  type SnippetChoices,
  snippet,
  tagSnippet,
} from '../../embed/snippet.mjs';
import { fill } from '../../shared/fill.ts';
import { homeLanguage, knownLanguage, type Language } from '../../shared/languages.ts';
import { readPageTexts } from '../shared/pageTexts.ts';
import { readFacts } from './facts.ts';
import { showPreview, tallestOf } from './preview.ts';
import { type Texts, verdictItems } from './verdict.ts';

/** The page's script is one folder below the site. */
const site = new URL('../', import.meta.url).href;
const facts = readFacts(document);
/** The folder of the programme's pages. */
const programme = site + facts.folder;
const language = knownLanguage(document.documentElement.lang);
const texts = readPageTexts<Texts>(document);

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

/** What belongs to the chosen partner: its campaigns, and the pages that may show the frame. */
function offerCampaigns(): void {
  const { campaigns = [], origins = [] } = facts.partners[chosen('partner')] ?? {};
  const entries = campaigns.map((campaign) => [campaign, campaign] as const);
  options(form.elements.namedItem('campaign'), [['', texts['configurator.noCampaign']], ...entries]);
  byId('origins').replaceChildren(
    ...origins.map((origin) => {
      const item = document.createElement('li');
      item.textContent = origin;
      return item;
    }),
  );
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

/** The snippet of the chosen kind, and how to use it. */
function snippetOf(choices: SnippetChoices, shown: Language): [html: string, hint: string] {
  const title = facts.title[shown];
  switch (chosen('kind')) {
    case 'tag':
      return [tagSnippet(choices), texts['configurator.hintTag']];
    case 'dialog': {
      const words = { open: texts['configurator.openDialog'], close: texts['configurator.closeDialog'], title };
      return [dialogSnippet(choices, words), texts['configurator.hintDialog']];
    }
    case 'iframe': {
      const height = tallestOf(byId('preview'));
      const hint = fill(texts['configurator.hintIframe'], { height }, language);
      // The address itself leads to the programme's frame.
      const direct = { ...choices, site: programme, attributes: { ...choices.attributes, bank: '' } };
      return [iframeSnippet(direct, { language: shown, title, height }), hint];
    }
    case 'link':
      return [linkSnippet(choices), texts['configurator.hintLink']];
    default:
      return [snippet(choices), texts['configurator.snippetHint']];
  }
}

function showSnippet(given: Readonly<Record<string, string>>): void {
  const shown = (given['lang'] || homeLanguage) as Language;
  const { release, application, fallback } = facts;
  const choices = { site, release, channel: channel(), application, fallback: fallback[shown], attributes: given };
  const [html, hint] = snippetOf(choices, shown);
  byId('snippet').textContent = html;
  byId('snippet-hint').textContent = hint;
}

function show(): void {
  const given = attributes();
  byId('policy').textContent = policyLines();
  byId('copied').textContent = '';
  const box = byId('preview');
  box.className = chosen('width');
  showPreview(box, given, chosen('view'), () => showSnippet(attributes()));
  showSnippet(given);
  check();
}

function check(): void {
  const isFixed = channel() === 'fixed';
  const wanted = {
    script: site + (isFixed ? facts.release.loader : facts.release.latest),
    integrity: isFixed ? facts.release.integrity : '',
    frame: `${programme}frame/${language}/`,
  };
  const text = byId<HTMLTextAreaElement>('check').value.trim();
  byId('verdict').replaceChildren(...verdictItems(text, wanted, texts, language));
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
