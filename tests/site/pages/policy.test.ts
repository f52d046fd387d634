// The policy check in every form in which people paste a policy. tests/browser/policy.spec.ts asks a browser.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judge } from '../../../site/pages/configurator/policy.ts';

const bank = 'https://bank.example';
const wanted = {
  script: `${bank}/assets/prescore-embed-1.0.0.01234567.js`,
  integrity: 'sha384-AAAA',
  frame: `${bank}/frame/ru/`,
};
const fixed = `default-src 'self'; script-src 'self' ${bank}; frame-src 'self' ${bank}`;

const forms: readonly [name: string, before: string, after: string][] = [
  ['bare', "default-src 'self'", fixed],
  ['a header', "Content-Security-Policy: default-src 'self'", `Content-Security-Policy: ${fixed}`],
  ['a header in small letters', "content-security-policy:default-src 'self'", `content-security-policy:${fixed}`],
  [
    'a header among others, on two lines',
    "HTTP/2 200\nServer: x\nContent-Security-Policy: default-src\n 'self'\nX-Frame-Options: DENY",
    `HTTP/2 200\nServer: x\nContent-Security-Policy: ${fixed}\nX-Frame-Options: DENY`,
  ],
  [
    'nginx',
    'add_header Content-Security-Policy "default-src \'self\'" always;',
    `add_header Content-Security-Policy "${fixed}" always;`,
  ],
  [
    'nginx on lines, below a comment',
    '# add_header Content-Security-Policy "none";\nadd_header Content-Security-Policy "\n  default-src \'self\';\n" always;',
    `# add_header Content-Security-Policy "none";\nadd_header Content-Security-Policy "${fixed}" always;`.replace(
      '"default',
      '"\n  default',
    ),
  ],
  [
    'Apache',
    'Header always set Content-Security-Policy "default-src \'self\'"',
    `Header always set Content-Security-Policy "${fixed}"`,
  ],
  [
    'Apache with a continued line',
    'Header set Content-Security-Policy "default-src \\\n \'self\'"',
    `Header set Content-Security-Policy "${fixed}"`,
  ],
  [
    'a meta tag',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">',
    `<meta http-equiv="Content-Security-Policy" content="${fixed}">`,
  ],
  [
    'a meta tag turned around, with entities',
    '<meta content="default-src &#39;self&#39;" http-equiv=content-security-policy />',
    `<meta content="${fixed}" http-equiv=content-security-policy />`,
  ],
  [
    'IIS',
    '<add name="Content-Security-Policy" value="default-src \'self\'" />',
    `<add name="Content-Security-Policy" value="${fixed}" />`,
  ],
  [
    'a program',
    "res.setHeader('Content-Security-Policy', \"default-src 'self'\");",
    `res.setHeader('Content-Security-Policy', "${fixed}");`,
  ],
  [
    'a program with escaped quotes',
    "header('Content-Security-Policy', 'default-src \\'self\\'');",
    `header('Content-Security-Policy', '${fixed.replaceAll("'", "\\'")}');`,
  ],
  [
    'JSON',
    '{"key": "Content-Security-Policy", "value": "default-src \'self\'"}',
    `{"key": "Content-Security-Policy", "value": "${fixed}"}`,
  ],
  [
    'name and value in one pair of quotes',
    'more_set_headers "Content-Security-Policy: default-src \'self\'";',
    `more_set_headers "Content-Security-Policy: ${fixed}";`,
  ],
];

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('" ', '"');

describe('the policy check', () => {
  for (const [name, before, after] of forms) {
    test(`reads ${name}, and writes it back in that form`, () => {
      const verdict = judge(before, wanted);
      assert.deepEqual(
        verdict.obstacles.map(({ reason }) => reason),
        ['script', 'frame'],
      );
      assert.equal(plain(verdict.corrected), plain(after));
      assert.deepEqual(judge(verdict.corrected, wanted).obstacles, []);
    });
  }

  for (const text of [
    'hello',
    '',
    'Content-Security-Policy',
    'Content-Type: text/html',
    '<meta charset="utf-8">',
    'src self',
  ]) {
    test(`says that "${text}" is not a policy`, () => assert.equal(judge(text, wanted).isPolicy, false));
  }

  const corrections: readonly [name: string, before: string, after: string][] = [
    [
      'keeps the scripts of default-src',
      "default-src 'self' cdn.example",
      `default-src 'self' cdn.example; script-src 'self' cdn.example ${bank}; frame-src 'self' cdn.example ${bank}`,
    ],
    ["drops 'none'", "default-src 'none'", `default-src 'none'; script-src ${bank}; frame-src ${bank}`],
    [
      'keeps frames of child-src',
      `child-src a.example; script-src ${bank}`,
      `child-src a.example; script-src ${bank}; frame-src a.example ${bank}`,
    ],
    [
      'adds to script-src-elem where that decides',
      `script-src-elem 'self'; script-src *; frame-src *`,
      `script-src-elem 'self' ${bank}; script-src *; frame-src *`,
    ],
    [
      'adds the hash where addresses do not count',
      `script-src 'strict-dynamic' 'nonce-a'`,
      `script-src 'strict-dynamic' 'nonce-a' 'sha384-AAAA'`,
    ],
    ['adds the address beside a nonce', "script-src 'nonce-a'", `script-src 'nonce-a' ${bank}`],
    [
      'corrects each of several policies',
      "script-src 'self', frame-src 'none'",
      `script-src 'self' ${bank}, frame-src ${bank}`,
    ],
    [
      'opens a sandbox only as far as needed',
      'sandbox allow-scripts',
      'sandbox allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    ],
    [
      'counts the first of two equal directives',
      `script-src 'self'; script-src ${bank}`,
      `script-src 'self' ${bank}; script-src ${bank}`,
    ],
  ];
  for (const [name, before, after] of corrections) {
    test(name, () => {
      const { corrected } = judge(before, wanted);
      assert.equal(corrected, after);
      assert.deepEqual(judge(corrected, wanted).obstacles, []);
    });
  }

  test('takes a policy that only reports for one that blocks nothing', () => {
    const text = "Content-Security-Policy-Report-Only: default-src 'none'";
    assert.deepEqual(judge(text, wanted), { isPolicy: true, isReportOnly: true, obstacles: [], corrected: text });
  });

  test('asks for a nonce where neither address nor hash can help', () => {
    const verdict = judge("script-src 'strict-dynamic' 'nonce-a'", { ...wanted, integrity: '' });
    assert.deepEqual(
      verdict.obstacles.map(({ reason }) => reason),
      ['script_needs_nonce'],
    );
  });

  test('ignores in a meta tag what means nothing there', () => {
    const text = `<meta http-equiv="Content-Security-Policy" content="sandbox allow-scripts; script-src ${bank}; frame-src ${bank}">`;
    assert.deepEqual(judge(text, wanted).obstacles, []);
  });

  test('takes a path with a broken escape as it is written', () => {
    const { obstacles } = judge(`script-src ${bank}/%zz; frame-src ${bank}`, wanted);
    assert.deepEqual(
      obstacles.map(({ reason }) => reason),
      ['script'],
    );
  });
});
