// The documents that people write, and how to read them.

import { readFileSync, readdirSync } from 'node:fs';
import { inRoot } from '../../scripts/base/paths.mjs';

/** Written by commands: their words are in the code that writes them. */
const GENERATED = ['docs/benchmarks.md', 'docs/quality.md', 'model/README.md'];

const inFolder = (folder: string): string[] =>
  readdirSync(inRoot(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

const atRoot = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

/** Every document, by its path from the root. */
export const documents: readonly string[] = [
  ...atRoot,
  ...inFolder('docs'),
  ...inFolder('docs/decisions'),
  'model/README.md',
  'site/examples/README.md',
];

export const handWritten = documents.filter((path) => !GENERATED.includes(path));

export const read = (path: string): string => readFileSync(inRoot(path), 'utf8');

/** The text without blocks of code. */
export const prose = (text: string): string => text.replaceAll(/^```[^]*?^```/gm, '');

/** The lines of the shell snippets of a document, without comments. */
export const shellLines = (text: string): string[] =>
  [...text.matchAll(/```sh\n([^]*?)```/g)]
    .flatMap(([, code]) => (code ?? '').split('\n'))
    .map((line) => line.replace(/ +#.*$/, '').trim())
    .filter((line) => line !== '');
