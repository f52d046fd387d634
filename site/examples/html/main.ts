import 'prescore/element';
import type { Language, PrescoreEventMap, Theme } from 'prescore/element';

function find<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, id = ''): HTMLElementTagNameMap[Tag] {
  const element = document.querySelector<HTMLElementTagNameMap[Tag]>(`${tag}${id}`);
  if (!element) throw new Error(`the page has no ${tag}${id}`);
  return element;
}

const widget = find('prescore-widget');
const events = find('ol', '#events');

function note({ type, detail }: PrescoreEventMap[keyof PrescoreEventMap]): void {
  const more = 'step' in detail ? detail.step : 'code' in detail ? detail.code : '';
  const entry = document.createElement('li');
  entry.textContent = `${type} ${more}`.trim();
  events.append(entry);
}

widget.attribution = { campaign: 'autumn' };
widget.addEventListener('prescore-ready', note);
widget.addEventListener('prescore-step', note);
widget.addEventListener('prescore-continue', note);
widget.addEventListener('prescore-error', note);
widget.addEventListener('prescore-decision', (event) => {
  note(event);
  find('output', '#outcome').textContent = event.detail.outcome;
});

const theme = find('select', '#theme');
theme.addEventListener('change', () => {
  widget.theme = theme.value as Theme;
});
const language = find('select', '#language');
language.addEventListener('change', () => {
  widget.lang = language.value as Language;
});
