// A file of applications in, a file of decisions out, without either leaving the page.

import { type ScoredFile, type ScoreProgress, scoreFile } from '../../../wasm/batch/index.ts';
import { fill } from '../../shared/fill.ts';
import { knownLanguage } from '../../shared/languages.ts';
import { readPageTexts } from '../shared/pageTexts.ts';
import { errorInWords, isBug } from './errors.ts';
import { formatInWords } from './format.ts';
import { makeWorker } from './makeWorker.ts';
import type { ScoreTexts } from './problems.ts';

const language = knownLanguage(document.documentElement.lang);
const texts = readPageTexts<ScoreTexts>(document);

const byId = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const form = byId<HTMLFormElement>('choices');
const address = (name: string): string => new URL(form.dataset[name] ?? '', document.baseURI).href;

/** Kept no longer than the next run: the browser holds what they name. */
let links: string[] = [];

function chosenFile(name: string): File | undefined {
  const file = new FormData(form).get(name);
  return file instanceof File && file.name !== '' ? file : undefined;
}

const megabytes = (bytes: number): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(bytes / 1e6);

/** Draws at most once a frame, however fast the pieces come. */
function progressBar(): (progress: ScoreProgress) => void {
  const bar = byId<HTMLProgressElement>('bar');
  let newest: ScoreProgress | undefined;
  const draw = (): void => {
    if (!newest) return;
    const { bytes, size, rows } = newest;
    newest = undefined;
    bar.value = size === 0 ? 1 : bytes / size;
    byId('done').textContent = fill(
      texts['score.done'],
      { bytes: megabytes(bytes), size: megabytes(size), rows },
      language,
    );
  };
  return (progress) => {
    if (!newest) requestAnimationFrame(draw);
    newest = progress;
  };
}

function showRunning(isRunning: boolean): void {
  // biome-ignore lint/style/noNonNullAssertion: index.html has one
  form.querySelector('fieldset')!.disabled = isRunning;
  byId('running').hidden = !isRunning;
  if (!isRunning) return;
  byId('outcome').hidden = true;
  byId('done').textContent = '';
  byId<HTMLProgressElement>('bar').removeAttribute('value');
  byId('stop').focus();
}

/** Takes the focus along, so that heading and sentence are read out. */
function showOutcome(heading: string, said: string, isRefused = false): void {
  showRunning(false);
  byId('outcome').className = isRefused ? 'results refused' : 'results';
  byId('outcome').hidden = false;
  byId('outcome-heading').textContent = heading;
  byId('said').textContent = said;
  byId('outcome-heading').focus();
}

function offer(id: 'scores' | 'rejects', content: Blob | null, name: string): void {
  const link = byId<HTMLAnchorElement>(id);
  link.hidden = content === null;
  if (content === null) return;
  link.href = URL.createObjectURL(content);
  link.download = name;
  links.push(link.href);
}

function forget(): void {
  for (const link of links) URL.revokeObjectURL(link);
  links = [];
  for (const id of ['scores', 'rejects'] as const) offer(id, null, '');
}

function showScored({ scores, rejects, rows, refused, format }: ScoredFile, file: File): void {
  const name = file.name.replace(/\.csv$/i, '');
  offer('scores', scores, `${name}-scores.csv`);
  offer('rejects', refused > 0 ? rejects : null, `${name}-rejects.csv`);
  const said = [fill(texts['score.readyRows'], { rows }, language)];
  if (refused > 0) said.push(fill(texts['score.readyRefused'], { rows: refused }, language));
  const readAs = formatInWords(format, texts, language);
  if (readAs) said.push(readAs);
  showOutcome(texts['score.ready'], said.join(' '));
}

async function run(file: File): Promise<void> {
  const stop = new AbortController();
  byId('stop').onclick = () => stop.abort();
  const model = chosenFile('model') ?? address('model');
  const keepGoing = new FormData(form).has('keepGoing');
  forget();
  showRunning(true);
  try {
    const scored = await scoreFile(file, {
      wasm: address('wasm'),
      model,
      keepGoing,
      signal: stop.signal,
      onProgress: progressBar(),
      worker: () => makeWorker(address('worker')),
    });
    showScored(scored, file);
  } catch (error) {
    if (stop.signal.aborted) return showOutcome(texts['score.stopped'], texts['score.stoppedSaid']);
    forget();
    showOutcome(texts['score.notScored'], errorInWords(error, texts, language, model instanceof File), true);
    // The page can be used again; the console shows the bug.
    if (isBug(error)) throw error;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const file = chosenFile('file');
  if (file) void run(file);
});
