// @ts-check
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepFailure, UserError } from '../base/failure.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';
import { prepareBrowser } from '../machine/browser.mjs';
import { configuration } from './configured.mjs';
import { installConsumer } from './consumer.mjs';
import { FUZZ_TARGETS } from './fuzz-targets.mjs';
import { replaceFolder } from './output.mjs';

/**
 * @typedef {object} Build
 * @property {string} title
 * @property {string[]} needs names of the builds that must come first
 * @property {(log: string, context: BuildContext) => Promise<void>} action
 */
/**
 * @typedef {object} BuildContext
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} withTests whether the C++ tests are built too
 * @property {boolean} hasGoogleTest whether they can be built
 * @property {import('./folders.mjs').SiteFolders | undefined} [site] what the site is made of, and where it goes; else
 *   the sample programme and brand, in build/
 */

/** Holds the packed models, `<id>.bin`. */
const MODELS = inRoot('build');

/** @param {BuildContext} context */
async function contentOf({ site }) {
  const { readContent } = await import('../../site/build/content/content.mjs');
  return readContent(site?.folders);
}

/** All that is wrong with programme and brand shows here, before anything is compiled. @type {Build['action']} */
async function checkContent(_, context) {
  try {
    const { notes } = await contentOf(context);
    for (const note of notes) console.log(`\n  ${note}`);
  } catch (error) {
    if (error instanceof Error && error.name === 'ContentError') throw new UserError(error.message);
    throw error;
  }
}

/**
 * @param {string} preset of CMakePresets.json
 * @param {...string} targets what to build when the tests are not built
 * @returns {Build['action']}
 */
function cmake(preset, ...targets) {
  return async (log, { env, withTests, hasGoogleTest }) => {
    // Not `withTests`: switching between `npm start` and `npm test` would configure again each time.
    const tests = `-DPRESCORE_BUILD_TESTS=${hasGoogleTest ? 'ON' : 'OFF'}`;
    const known = configuration(inRoot('build', preset), inRoot('CMakePresets.json'), [tests], env);
    if (!known.upToDate) {
      known.forget();
      await mustRun(log, 'cmake', ['--preset', preset, tests], { env });
      known.remember();
    }
    const which = withTests ? [] : ['--target', ...targets];
    await mustRun(log, 'cmake', ['--build', '--preset', preset, ...which], { env, timeoutMinutes: 30 });
  };
}

/** @type {Build['action']} */
async function packModels(log, context) {
  const { programmes } = await contentOf(context);
  for (const { id, model } of programmes) {
    await mustRun(log, inRoot('build', 'prescore-pack'), [model, join(MODELS, `${id}.bin`)]);
  }
}

/**
 * @param {string} failure the message when `action` throws
 * @param {(context: BuildContext) => Promise<void>} action
 * @returns {Build['action']} the action, which writes the reason to the log
 */
function logged(failure, action) {
  return async (log, context) => {
    try {
      await action(context);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      writeFileSync(log, `${text}\n`);
      throw new StepFailure(failure, log);
    }
  };
}

const bundleSite = logged('Bundling the page failed.', async (context) => {
  const { buildSite } = await import('../../site/build.mjs');
  const content = await contentOf(context);
  const output = context.site?.output ?? inRoot('build');
  await replaceFolder(join(output, 'site'), (outDir) =>
    buildSite({
      outDir,
      hostingDir: join(output, 'hosting'),
      wasmDir: inRoot('build', 'wasm'),
      modelsDir: MODELS,
      content,
    }),
  );
});

const makePackage = logged('Making the npm package failed.', async () => {
  const { buildPackage } = await import('../../site/package/build.mjs');
  await buildPackage({ outDir: inRoot('build', 'package'), wasmDir: inRoot('build', 'wasm'), modelsDir: MODELS });
});

/** @type {Record<string, Build>} */
export const BUILDS = {
  native: {
    title: 'Build the core, the tool and the service',
    needs: [],
    action: cmake('release', 'prescore', 'prescore-pack', 'prescore-service'),
  },
  // What `npm start` needs of it: half of the time that the first build takes.
  service: {
    title: 'Build the decision service',
    needs: [],
    action: cmake('release', 'prescore-pack', 'prescore-service'),
  },
  packer: { title: 'Build what packs models', needs: [], action: cmake('release', 'prescore-pack') },
  fuzz: { title: 'Build with sanitizers', needs: [], action: cmake('fuzz', 'prescore') },
  fuzzers: {
    title: 'Build the fuzz targets',
    needs: [],
    action: cmake('fuzz', ...FUZZ_TARGETS.map((target) => `${target}_fuzz`), 'make_fuzz_seeds'),
  },
  wasm: {
    title: 'Build the WebAssembly',
    needs: [],
    action: cmake('wasm', 'prescore_wasm', 'prescore_twin', 'prescore_batch'),
  },
  content: { title: 'Check programme and brand', needs: [], action: checkContent },
  model: { title: 'Pack the model', needs: ['content', 'packer'], action: packModels },
  site: { title: 'Bundle the page', needs: ['content', 'wasm', 'model'], action: bundleSite },
  package: { title: 'Make the npm package', needs: ['wasm', 'model'], action: makePackage },
  consumer: { title: 'Install the package into an empty folder', needs: ['package'], action: installConsumer },
  browser: { title: 'Find a browser', needs: [], action: prepareBrowser },
};

/**
 * Runs each build once, however often it is asked for, and after the builds that it needs.
 *
 * @param {BuildContext} context
 * @param {Record<string, Build>} [builds] tests pass others
 * @returns {(name: string) => Promise<void>} throws a {@link StepFailure} when the build, or one that it needs, fails
 */
export function createBuilder(context, builds = BUILDS) {
  /** @type {Map<string, Promise<void>>} */
  const started = new Map();
  /** @param {string} name @returns {Promise<void>} */
  const build = (name) => {
    const known = started.get(name);
    if (known) return known;
    const made = buildOne(name);
    started.set(name, made);
    return made;
  };
  /** @param {string} name */
  const buildOne = async (name) => {
    const known = builds[name];
    if (!known) throw new Error(`There is no build "${name}".`);
    const { title, needs, action } = known;
    for (const need of needs) await build(need);
    const log = createLog(`build-${name}`);
    await step(title, () => action(log, context));
  };
  return build;
}
