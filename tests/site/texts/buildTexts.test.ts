// The build reads programme, brand and texts and refuses them before it bundles anything, with every error at once: in a
// copy of the repository with defects.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { readContent } from '../../../site/build/content/content.mjs';
import { programmeTextsShape } from '../../../site/build/content/programmeTexts.mjs';
import { errorsOf } from '../../../site/build/content/shape.mjs';
import { root } from '../support.ts';

const copy = mkdtempSync(join(tmpdir(), 'prescore-texts-'));
const copied = ['site/texts', 'site/brand', 'model/instant-card'];

before(() => {
  for (const path of ['site', 'wasm', 'package.json']) cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
beforeEach(() => {
  for (const path of copied) {
    rmSync(join(copy, path), { recursive: true, force: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
});
after(() => rmSync(copy, { recursive: true }));

/** What a build of the copy prints where it is refused. */
async function refusal(): Promise<string> {
  const options = { outDir: 'out', hostingDir: 'out', wasmDir: 'none', modelsDir: 'none' };
  const build = `const { buildSite } = await import('./site/build.mjs'); await buildSite(${JSON.stringify(options)});`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', build], { cwd: copy }).then(
    () => assert.fail('it was built'),
    ({ stderr }: { stderr: string }) => stderr,
  );
}

function change(path: string, pattern: string | RegExp, text: string): void {
  const file = join(copy, path);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(pattern, text);
  assert.notEqual(after, before, `${path} has no ${pattern}`);
  writeFileSync(file, after);
}

// biome-ignore lint/suspicious/noExplicitAny: documents of several shapes are damaged on purpose
function edit(path: string, action: (document: any) => void): void {
  const file = join(copy, path);
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  action(document);
  writeFileSync(file, JSON.stringify(document));
}

/** All these errors, and as many as there are. */
async function refuses(...errors: readonly string[]): Promise<void> {
  const said = await refusal();
  for (const error of errors) assert.ok(said.includes(`- ${error}`), `${error}\n\n${said}`);
  assert.match(said, new RegExp(`ContentError: The site has ${errors.length} errors?:`));
}

test('every missing text of all files and languages is named at once, with its file and place', async () => {
  change('site/texts/en/page.json', /^ *"page.lead".*\n/m, '');
  change('site/texts/ru/score.json', '{code}', '{cod}');
  rmSync(join(copy, 'site/texts/en/partner.json'));
  edit('model/instant-card/texts/ru.json', (texts) => {
    delete texts.changes['income.rise'];
    delete texts.questions.car.options.foreign;
    texts.questions.age.errors.below_minimum = 'от {minimun} лет';
    texts.offers.debit_card.points = [];
    texts.questions.incme = {};
  });
  edit('model/instant-card/texts/en.json', (texts) => {
    delete texts.money;
    texts.offers.instant_card.description = 'You are approved at once';
  });
  edit('site/brand/texts/en.json', (texts) => {
    delete texts.hours;
    texts.links = ['Privacy'];
    texts.programmes['instant-card'].offers.debit_card.takes = 'guaranteed in a day';
    texts.programmes['instant-card'].offers.gold_card = {};
  });
  rmSync(join(copy, 'site/brand/texts/ru.json'));
  await refuses(
    'site/texts/en/page.json has no "page.lead", but site/texts/ru/page.json does',
    'site/texts/en/score.json: "score.error.hosting" has {code}, but {cod} in site/texts/ru/score.json',
    'site/texts/en/partner.json is missing; site/texts/ru/partner.json shows what it must hold',
    'model/instant-card/texts/ru.json, /changes: lacks "income.rise"',
    'model/instant-card/texts/ru.json, /questions/car/options: lacks "foreign"',
    'model/instant-card/texts/ru.json, /questions/age/errors/below_minimum: {minimun} is not a placeholder here; known are: {minimum}, {maximum}, ',
    'model/instant-card/texts/ru.json, /offers/debit_card/points: is empty: it needs one text',
    'model/instant-card/texts/ru.json, /questions: has the unknown key "incme"; known are: age, income, ',
    'model/instant-card/texts/en.json, /: lacks "money"',
    'model/instant-card/texts/en.json, /offers/instant_card/description: "approv" needs the word for preliminary in the same text',
    'site/brand/texts/en.json, /: lacks "hours"',
    'site/brand/texts/en.json, /links: must have 2 texts, and has 1',
    'site/brand/texts/en.json, /programmes/instant-card/offers/debit_card/takes: "guarante" promises; say what is known before the bank\'s own check',
    'site/brand/texts/en.json, /programmes/instant-card/offers: has the unknown key "gold_card"; known are: instant_card, ',
    'site/brand/texts/ru.json is missing: the brand needs words in every language of the site; add it, or take this language out of the texts of the programmes',
  );
});

test('every mistake of brand.json is named at once: keys, values, contrast, drawings', async () => {
  edit('site/brand/brand.json', (brand) => {
    brand.colours.light.muted = '#b0b8bc';
    brand.colours.light.field_line = '#dddddd';
    brand.programmes['instant-crad'] = { open: false };
  });
  writeFileSync(join(copy, 'site/brand/logo.svg'), '<svg viewBox="0 0 1 1"><path style="fill:red"/></svg>');
  await refuses(
    'site/brand/brand.json, /colours/light/muted: #b0b8bc on surface (#ffffff) has a contrast of 2.01, and people need 4.5; darken muted',
    'site/brand/brand.json, /colours/light/muted: #b0b8bc on ground (#edf2f3) has a contrast of 1.78, and people need 4.5; darken muted',
    'site/brand/brand.json, /colours/light/field_line: #dddddd on surface (#ffffff) has a contrast of 1.35, and people need 3; darken field_line',
    'site/brand/brand.json, /programmes: "instant-crad" is not a programme of this site, which has instant-card',
    'site/brand/logo.svg, /: has the attribute style; use attributes such as fill',
  );
});

test('brand.json is held to its schema', async () => {
  edit('site/brand/brand.json', (brand) => {
    delete brand.logo;
    brand.colors = {};
    brand.phone = '8 800';
    brand.colours.light.accent = 'teal';
    brand.programmes['instant-card'].open = 'no';
  });
  await refuses(
    'site/brand/brand.json, /: lacks "logo"',
    'site/brand/brand.json, /: has the unknown key "colors"; known are: $schema, home_language, logo, ',
    'site/brand/brand.json, /phone: is "8 800"; write it like +441632960000',
    'site/brand/brand.json, /colours/light/accent: is "teal"; write it like #7a1f3d',
    'site/brand/brand.json, /programmes/instant-card/open: must be true or false',
  );
});

test('what the schema refuses hides no other mistake of the brand', async () => {
  edit('site/brand/brand.json', (brand) => {
    brand.sponsor = true;
    brand.phone = 88000000000;
    brand.type = { radius: 90 };
    brand.colours.light.primary = '#000000';
    brand.colours.light.muted = '#b0b8bc';
    brand.colours.light.line = 'grey';
    brand.programmes['instant-crad'] = { open: false, opne: true };
  });
  edit('site/brand/texts/en.json', (texts) => {
    delete texts.name;
    texts.programmes['instant-card'].offers.gold_card = {};
  });
  await refuses(
    'site/brand/brand.json, /: has the unknown key "sponsor"; known are: $schema, home_language, logo, ',
    'site/brand/brand.json, /phone: must be a text',
    'site/brand/brand.json, /type/radius: is 90, and must be at most 30',
    'site/brand/brand.json, /colours/light: has the unknown key "primary"; known are: accent, ',
    'site/brand/brand.json, /colours/light/line: is "grey"; write it like #7a1f3d',
    'site/brand/brand.json, /colours/light/muted: #b0b8bc on surface (#ffffff) has a contrast of 2.01, and people need 4.5; darken muted',
    'site/brand/brand.json, /colours/light/muted: #b0b8bc on ground (#edf2f3) has a contrast of 1.78, and people need 4.5; darken muted',
    'site/brand/brand.json, /programmes/instant-crad: has the unknown key "opne"; known are: open, drawing',
    'site/brand/brand.json, /programmes: "instant-crad" is not a programme of this site, which has instant-card',
    'site/brand/texts/en.json, /: lacks "name"',
    'site/brand/texts/en.json, /programmes/instant-card/offers: has the unknown key "gold_card"; known are: instant_card, ',
  );
});

test('a home language that no page can have is an error', async () => {
  edit('site/brand/brand.json', (brand) => {
    brand.home_language = 'fr';
  });
  await refuses('site/brand/brand.json, /home_language: "fr" is no language of site/texts, which has ru, en');
});

test('a programme whose policy names nothing that would help needs no word for a change', () => {
  const shape = programmeTextsShape({
    id: 'a',
    folder: '',
    questions: [],
    offers: [],
    changes: [],
    texts: {},
  } as never);
  const texts = { questions: {}, offers: {}, reasons: {} };
  assert.deepEqual(errorsOf(shape, texts, 'en.json'), []);
  assert.deepEqual(errorsOf(shape, { ...texts, changes: { 'a.b': 'A' } }, 'en.json'), [
    'en.json, /changes: has the unknown key "a.b"; known are: none',
  ]);
});

test('a programme without a model, and a brand without partners, say what to do', async () => {
  rmSync(join(copy, 'model/instant-card/model.json'));
  rmSync(join(copy, 'site/brand/partners.json'));
  await refuses(
    'model/instant-card/model.json is missing: train it with "prescore train --programme model/instant-card --data FILE',
    'site/brand/partners.json is missing: docs/hosting.md shows what it holds',
  );
});

test('texts of a draft that nobody has written are counted, a line for each file', async () => {
  edit('model/instant-card/texts/en.json', (texts) => {
    texts.questions.age.label = '[edit] age';
    texts.offers.debit_card.points = ['[edit] What is good about it'];
  });
  await refuses(
    'model/instant-card/texts/en.json, /questions/age/label: starts with "[edit]", and so do others, 2 texts of this file in all; write them and remove the mark',
  );
});

test('a partner list with errors names each of them in its own file', async () => {
  edit('site/brand/partners.json', (list) => {
    list.bank = 'gavan.example';
    list.partners.dom.name = '';
  });
  await refuses(
    'site/brand/partners.json, /: bank: "gavan.example" is not an origin such as https://shop.example',
    'site/brand/partners.json, /: partner "dom" has no name',
  );
  writeFileSync(join(copy, 'site/brand/partners.json'), 'null');
  await refuses('site/brand/partners.json, /: must be an object with "bank", "application" and "partners"');
});

for (const [name, why] of [
  ['score', 'is the name of a folder of every site'],
  ['car', 'looks like the code of a language'],
] as const) {
  test(`a programme named "${name}" says why it cannot be, and how to rename it`, async () => {
    edit('model/instant-card/model.json', (model) => {
      model.programme = name;
    });
    edit('site/brand/brand.json', (brand) => delete brand.programmes);
    await refuses(
      `model/instant-card/model.json, /programme: "${name}" ${why}; rename the programme's folder and train again`,
    );
  });
}

test('words of the brand for a programme that the site lacks are named', () => {
  edit('site/brand/texts/en.json', (texts) => {
    texts.programmes['instant-crad'] = { closed: 'Please use the standard application.' };
  });
  const { notes } = readContent({ programmes: [join(root, 'model/instant-card')], brand: join(copy, 'site/brand') });
  assert.equal(notes.length, 1);
  assert.match(
    notes[0] ?? '',
    /site\/brand\/texts\/en\.json, \/programmes: "instant-crad" is not a programme of this site, which has instant-card$/,
  );
});

test('without a common language, it says which languages each has', async () => {
  for (const code of ['ru', 'en']) rmSync(join(copy, `model/instant-card/texts/${code}.json`));
  writeFileSync(join(copy, 'model/instant-card/texts/de.json'), '{}');
  await refuses('no language is common to all: site/texts has ru, en, model/instant-card/texts has de');
});

test('a file that is no JSON is named', async () => {
  writeFileSync(join(copy, 'site/texts/en/frame.json'), '{ "frame.title": }');
  assert.match(await refusal(), /- site\/texts\/en\/frame\.json is not JSON: /);
});

test('a folder of no listed language is named', async () => {
  mkdirSync(join(copy, 'site/texts/de'));
  assert.match(await refusal(), /- site\/texts\/de belongs to no language; add it to site\/texts\/languages\.json/);
});
