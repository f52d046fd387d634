// docs/hosting.md says what the build sends, and the partner list refuses what cannot be used.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { headersFor, headerZones } from '../../../site/hosting/headers.mjs';
import {
  checkPartners,
  framePartners,
  type PartnerList,
  readPartners,
  withSampleOrigin,
} from '../../../site/hosting/partners.mjs';
import { steps } from '../../../site/shared/steps.ts';
import { readText, root } from '../support.ts';

const document = readText('docs/hosting.md');

/** The headers in the first block of code behind the line that starts with `beginning`. */
function documented(beginning: string): Record<string, string> {
  const [, block = ''] = document.split(`\n${beginning}`)[1]?.split('```') ?? [];
  return Object.fromEntries(
    block
      .trim()
      .split('\n')
      .map((line) => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
  );
}

describe('docs/hosting.md', () => {
  const everywhere = documented('Everywhere:');
  const zones = headerZones(readPartners());

  test('shows the headers that every file is sent with', () => {
    assert.equal(Object.keys(everywhere).length, 3);
    for (const { prefix, headers } of zones) {
      for (const [name, value] of Object.entries(everywhere)) assert.equal(headers[name], value, `${prefix} ${name}`);
    }
  });

  for (const { prefix, headers } of zones) {
    test(`shows every other header of ${prefix}, and no other`, () => {
      const bare = { ...headers };
      for (const name of Object.keys(everywhere)) delete (bare as Record<string, string>)[name];
      const shown = documented(`\`${prefix}\`, `);
      // Scripts run under the policy of their page: that of the folders of scripts is the bank page's own.
      const policy = { 'Content-Security-Policy': headersFor(zones, '/')['Content-Security-Policy'] };
      assert.deepEqual({ ...policy, ...shown }, bare);
    });
  }

  test('names tests that exist', () => {
    const named = [...document.matchAll(/`(tests\/[\w./]+)`/g)].map((match) => match[1] ?? '');
    assert.ok(named.length > 4);
    for (const name of named) assert.ok(existsSync(join(root, name)), name);
  });

  test('names every step that the partner sees', () => {
    for (const step of steps) assert.ok(document.includes(`\`${step}\``), step);
  });

  test('shows a partner list that the build takes', () => {
    const [, json = ''] = /```json\n([^`]+)```/.exec(document) ?? [];
    const list = JSON.parse(json) as PartnerList;
    assert.equal(checkPartners(list), list);
    assert.deepEqual(list.partners['dom'], readPartners().partners['dom']);
  });
});

describe('the partner list', () => {
  const good = readPartners();
  const dom = good.partners['dom']!;
  const bad: [name: string, list: unknown, says: RegExp][] = [
    ['an application without https', { ...good, application: 'http://gavan.example' }, /https/],
    ['a bank with a path', { ...good, bank: 'https://gavan.example/x' }, /bank/],
    [
      'a wildcard',
      { ...good, partners: { dom: { ...dom, origins: ['https://*.example'] } } },
      /"dom".*not an origin such as/,
    ],
    ['an origin without https', { ...good, partners: { dom: { ...dom, origins: ['http://dom.example'] } } }, /"dom"/],
    [
      'an origin that ends the policy',
      { ...good, partners: { dom: { ...dom, origins: ['https://dom.example; script-src *'] } } },
      /"dom"/,
    ],
    ...[
      'https://dom.example;sandbox',
      'https://dom.example,x',
      "https://dom.example'self'",
      'https://dom.example"',
      'https://dom.example$host',
      'https://dom.example{',
      'https://dom.example ',
      'https://dom.example/',
      'https://DOM.example',
      'https://дом.example',
      'https://a:b@dom.example',
      'https://dom.example:99999',
      'https://dom.example:443',
      'https://-dom.example',
      7,
    ].map((origin): [string, unknown, RegExp] => [
      `the origin ${origin}`,
      { ...good, partners: { dom: { ...dom, origins: [origin] } } },
      /"dom".*not an origin such as/,
    ]),
    [
      'an application that ends an attribute',
      { ...good, application: 'https://gavan.example/"><script>' },
      /application/,
    ],
    [
      'origins that are no list',
      { ...good, partners: { dom: { ...dom, origins: 'https://dom.example' } } },
      /no origin/,
    ],
    ['campaigns that are no list', { ...good, partners: { dom: { ...dom, campaigns: undefined } } }, /campaigns/],
    ['a partner that is nothing', { ...good, partners: { dom: null } }, /"dom"/],
    ['no partners', { ...good, partners: [] }, /partners/],
    ['no origin', { ...good, partners: { dom: { ...dom, origins: [] } } }, /no origin/],
    ['an id in capitals', { ...good, partners: { DOM: dom } }, /"DOM"/],
    ['no name', { ...good, partners: { dom: { ...dom, name: '' } } }, /no name/],
    ['an unknown theme', { ...good, partners: { dom: { ...dom, theme: 'neon' } } }, /theme/],
    ['a campaign with a blank', { ...good, partners: { dom: { ...dom, campaigns: ['a b'] } } }, /"a b"/],
  ];
  for (const [name, list, says] of bad) {
    test(`refuses ${name}`, () => assert.throws(() => checkPartners(list as PartnerList), says));
  }

  test('names all errors at once', () => {
    const list = { ...good, bank: 'x', partners: { DOM: dom, polka: { ...dom, origins: ['y', 'z'] } } };
    assert.throws(
      () => checkPartners(list),
      ({ message }: Error) => ['bank', '"DOM"', '"y"', '"z"'].every((part) => message.includes(part)),
    );
  });

  test('needs no theme: the widget is light then', () => {
    const { theme: _, ...plain } = dom;
    const list = checkPartners({ ...good, partners: { dom: plain } });
    assert.equal(framePartners(list)['dom']?.theme, 'light');
  });

  test('takes any address of the machine as that of the sample page, and nothing that is none', () => {
    for (const origin of ['http://192.168.1.7:8081', 'http://[::1]:8081', 'http://my-desk:8081']) {
      assert.ok(withSampleOrigin(good, origin).partners['dom']?.origins.includes(origin), origin);
    }
    assert.equal(withSampleOrigin(good, 'http://x;y:8081'), good);
  });
});
