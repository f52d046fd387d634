// The custom-elements manifest says what the elements have, and nothing else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { languages } from '../../site/shared/languages.ts';
import { WidgetAttributes } from '../../site/widget/attributes.ts';
import { filesUnder, readText } from '../site/support.ts';
import { packageDir } from './consumer.ts';

interface Entry {
  readonly name: string;
  readonly description?: string;
}
interface Declaration
  extends Record<'attributes' | 'events' | 'cssParts' | 'cssProperties' | 'members', readonly Entry[]> {
  readonly tagName: string;
}
interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly Declaration[] }[];
}

const { modules } = JSON.parse(readFileSync(join(packageDir, 'custom-elements.json'), 'utf8')) as Manifest;
const declared = new Map(modules.flatMap((module) => module.declarations).map((one) => [one.tagName, one]));
const names = (tag: string, list: Exclude<keyof Declaration, 'tagName'>): string[] =>
  (declared.get(tag)?.[list] ?? []).map(({ name }) => name).sort();
const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
const sourcesOf = (folder: string, ending: string): string => filesUnder(folder, [ending]).map(readText).join('\n');

const events = found(readText('site/widget/events.ts'), /^ {2}'(prescore-\w+)':/gm);

describe('the manifest', () => {
  test('names both elements, each in the entry that defines it', () => {
    assert.deepEqual(
      modules.map(({ path }) => path),
      ['element.js', 'frame.js'],
    );
    assert.deepEqual([...declared.keys()], ['prescore-widget', 'prescore-frame']);
  });

  test('has the events of both', () => {
    assert.ok(events.length >= 5);
    assert.deepEqual(names('prescore-widget', 'events'), events);
    assert.deepEqual(
      names('prescore-frame', 'events'),
      events.filter((name) => name !== 'prescore-decision'),
    );
  });

  test('has the attributes of both', () => {
    const files = ['wasm', 'twin', 'model', ...languages.map((language) => `texts-${language}`)];
    const ofWidget = [...WidgetAttributes.observedAttributes, ...files, 'lang'];
    assert.deepEqual(names('prescore-widget', 'attributes'), ofWidget.sort());
    const read = found(sourcesOf('site/embed', '.ts'), /(?:getAttribute|known|textOf)\((?:\w+, )?'([a-z]+)'/g);
    const [, watched = ''] = /observedAttributes = \[(.*)\]/.exec(readText('site/embed/element.ts')) ?? [];
    const ofFrame = [...read, ...found(watched, /'(\w+)'/g)];
    assert.deepEqual(names('prescore-frame', 'attributes'), [...new Set(ofFrame)].sort());
  });

  test('says of each attribute, event, part and colour what it is', () => {
    for (const [tag, one] of declared) {
      const entries = [...one.attributes, ...one.events, ...one.cssParts, ...one.cssProperties];
      assert.deepEqual(
        entries.filter(({ description }) => !description).map(({ name }) => `${tag} ${name}`),
        [],
      );
    }
  });

  test('has the properties and methods of the widget, and nothing private', () => {
    const inherited = found(readText('site/widget/attributes.ts'), /^ {2}set (\w+)\(/gm);
    const own = found(readText('site/widget/element.ts'), /^ {2}(?:set |async )(\w+)\(/gm);
    const members = names('prescore-widget', 'members');
    for (const name of [...inherited, ...own]) assert.ok(members.includes(name), name);
    assert.deepEqual(
      members.filter((name) => /Callback$|^(state|draw|sources)$/.test(name)),
      [],
    );
  });

  test('has every part of the views', () => {
    const parts = found(sourcesOf('site/widget/views', '.ts'), /\bpart="(\w+)"/g);
    assert.ok(parts.length > 5);
    assert.deepEqual(names('prescore-widget', 'cssParts'), parts);
  });

  test('has every colour and size that a page may set', () => {
    const properties = found(sourcesOf('site/widget/styles', '.css'), /var\((--prescore-[\w-]+)/g);
    assert.ok(properties.length > 5);
    assert.deepEqual(names('prescore-widget', 'cssProperties'), properties);
  });
});
