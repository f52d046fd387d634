// One small page and one small program of a user of the package, built by each bundler with what it does unasked.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildWithEsbuild } from 'esbuild';
import { build as buildWithVite, type InlineConfig } from 'vite';
import webpack from 'webpack';
import { consumerDir } from './consumer.ts';

export const bundlers = ['vite', 'webpack', 'esbuild'] as const;
export type Bundler = (typeof bundlers)[number];

/** Decides with the bytes in the script and with the file beside it, shows the element, and scores files. */
const page = `
import './early.js';
import { createPrescore } from 'prescore';
import { createPrescore as createFromFile } from 'prescore/wasm';
import { scoreFile } from 'prescore/batch';
import 'prescore/element';
import { sources } from './sources.js';

async function decide() {
  const both = await Promise.all([createPrescore(), createFromFile(sources)]);
  globalThis.started = both.map(({ fault }) => fault?.code ?? 'wasm');
  globalThis.evaluate = (answers) => both.map((prescore) => prescore.explain(answers));
}
globalThis.score = async (text, options) => {
  const { scores } = await scoreFile(new File([text], 'F.csv'), options);
  return scores.text();
};
decide().catch((error) => console.error(error));
document.querySelector('#mine').addEventListener('prescore-decision', ({ detail }) => {
  globalThis.heard = detail.outcome;
});
`;

/** As frameworks do whose page is drawn before the element's script is there. */
const early = `
document.querySelector('#mine').attribution = { campaign: 'early' };
`;

const program = `
import { createPrescore } from 'prescore';
import 'prescore/element';

export async function decide(answers) {
  const prescore = await createPrescore();
  return answers.map((one) => prescore.evaluate(one).outcome ?? 'issues');
}
`;

/** esbuild copies no file unasked: the page asks. */
const sources: Readonly<Record<Bundler, string>> = {
  vite: 'export const sources = {};\n',
  webpack: 'export const sources = {};\n',
  esbuild: "import wasm from 'prescore/prescore.wasm';\nexport const sources = { wasm };\n",
};

/** @returns the folder of the built page, which starts with `/app.js` */
export async function buildPage(bundler: Bundler): Promise<string> {
  const { source, out } = freshFolders(`page-${bundler}`);
  writeFileSync(join(source, 'sources.js'), sources[bundler]);
  writeFileSync(join(source, 'early.js'), early);
  writeFileSync(join(source, 'app.js'), page);
  await bundle(bundler, join(source, 'app.js'), out, 'browser');
  return out;
}

/** @returns the path of a module for node that exports `decide` */
export async function buildProgram(bundler: Bundler): Promise<string> {
  const { source, out } = freshFolders(`program-${bundler}`);
  writeFileSync(join(source, 'app.js'), program);
  await bundle(bundler, join(source, 'app.js'), out, 'node');
  return join(out, 'app.js');
}

/** A page without a bundler: the package's own files, as a server of files has them. */
export function writeBarePage(): string {
  const { source } = freshFolders('page-bare');
  const bare = page.replaceAll(/'prescore(\/\w+)?'/g, (_, entry: string = '/index') => `'/prescore${entry}.js'`);
  writeFileSync(join(source, 'sources.js'), sources.vite);
  writeFileSync(join(source, 'early.js'), early);
  writeFileSync(join(source, 'app.js'), bare);
  return source;
}

function freshFolders(name: string): { source: string; out: string } {
  const [source, out] = [join(consumerDir, name), join(consumerDir, `${name}-built`)];
  for (const folder of [source, out]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  return { source, out };
}

/** Fails on a warning too. */
async function bundle(bundler: Bundler, entry: string, out: string, platform: 'browser' | 'node'): Promise<void> {
  if (bundler === 'vite') return bundleWithVite(entry, out, platform);
  if (bundler === 'webpack') return bundleWithWebpack(entry, out, platform);
  const { warnings } = await buildWithEsbuild({
    entryPoints: [entry],
    outdir: out,
    bundle: true,
    format: 'esm',
    minify: true,
    splitting: true,
    platform,
    loader: { '.wasm': 'file' },
    logLevel: 'silent',
  });
  if (warnings.length > 0) throw new Error(`esbuild: ${warnings.map(({ text }) => text).join('\n')}`);
}

async function bundleWithVite(entry: string, out: string, platform: 'browser' | 'node'): Promise<void> {
  const warnings: string[] = [];
  const config: InlineConfig = {
    root: join(entry, '..'),
    configFile: false,
    logLevel: 'warn',
    customLogger: {
      hasWarned: false,
      info: () => {},
      clearScreen: () => {},
      hasErrorLogged: () => false,
      warn: (text) => warnings.push(text),
      warnOnce: (text) => warnings.push(text),
      error: (text) => warnings.push(text),
    },
    ssr: { noExternal: true },
    build: {
      outDir: out,
      emptyOutDir: true,
      ssr: platform === 'node',
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict', output: { entryFileNames: 'app.js' } },
    },
  };
  await buildWithVite(config);
  if (warnings.length > 0) throw new Error(`vite: ${warnings.join('\n')}`);
}

async function bundleWithWebpack(entry: string, out: string, platform: 'browser' | 'node'): Promise<void> {
  const forNode = {
    target: 'node20',
    experiments: { outputModule: true },
    output: { library: { type: 'module' } },
    optimization: { minimize: false },
  } as const;
  const compiler = webpack({
    mode: 'production',
    entry,
    context: consumerDir,
    performance: false,
    ...(platform === 'node' && forNode),
    output: { path: out, filename: 'app.js', ...(platform === 'node' && forNode.output) },
  });
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    compiler.run((error, result) => (error ? reject(error) : resolve(result)));
  });
  await new Promise((resolve) => compiler.close(resolve));
  const { errors = [], warnings = [] } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
  if (errors.length + warnings.length > 0)
    throw new Error([...errors, ...warnings].map(({ message }) => message).join('\n'));
}
