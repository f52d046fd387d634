// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from '../base/paths.mjs';

export const BENCHMARKS = 'docs/benchmarks.md';

const INTRODUCTION = `# Benchmarks

\`npm run bench\` writes this page, with one section per suite. Each section ends with the machine, the day and the versions
of its last run. Trust the ratios: contenders run in turns within one run, so a busy moment slows all of them. A cell
such as \`1.2 / 1.3\` is minimum / median. Run it yourself: nothing here is copied from elsewhere.
`;

/** @returns {string} the present report; the introduction alone when there is none */
export function readReport() {
  const path = inRoot(BENCHMARKS);
  return existsSync(path) ? readFileSync(path, 'utf8') : INTRODUCTION;
}

/** @param {string} name */
const opening = (name) => `<!-- suite ${name} -->`;
/** @param {string} name */
const closing = (name) => `<!-- end of ${name} -->`;

/**
 * Replaces a suite's section, or inserts it in the order of names. Other sections stay.
 *
 * @param {string} report
 * @param {{ name: string, title: string }} suite
 * @param {string} text the section, without its heading
 * @returns {string} the new report
 */
export function putSection(report, { name, title }, text) {
  const sections = readSections(report);
  sections.set(name, `${opening(name)}\n## ${title}\n\n${text.trim()}\n${closing(name)}`);
  const inOrder = [...sections.keys()].sort().map((key) => sections.get(key));
  return `${[INTRODUCTION.trim(), ...inOrder].join('\n\n')}\n`;
}

/**
 * @param {string} report
 * @returns {Map<string, string | undefined>} each section with its marks, by name
 */
function readSections(report) {
  const found = report.matchAll(/<!-- suite ([a-z0-9-]+) -->[^]*?<!-- end of \1 -->/g);
  return new Map([...found].map((match) => [match[1] ?? '', match[0]]));
}

/**
 * Writes a picture next to the report.
 *
 * @param {string} name of the file, e.g. `growth-trees.svg`
 * @param {string} svg
 * @param {string} alternative text: what the picture shows
 * @returns {string} the markdown that shows the picture
 */
export function savePicture(name, svg, alternative) {
  const path = inRoot('docs', 'benchmarks', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, svg);
  return `![${alternative}](benchmarks/${name})`;
}
