// Requests that are broken, dangerous or far too large, each with the statuses that it must get.

import { ANSWERS, newKey, PROGRAMME } from './server.ts';

/** Stands for a caller's secret; who sends a request puts it in. */
export const TOKEN = '{token}';
const AUTHORISED = `Authorization: Bearer ${TOKEN}\r\n`;
export const HOST = 'Host: bank.example\r\n';
export const GET = `GET /v1/health/live HTTP/1.1\r\n${HOST}`;
export const CLOSE = 'Connection: close\r\n';
const blanks = (count: number): string => ' '.repeat(count);

/** Ends a request whose connection would stay open. */
export const get = (headers = '', target = '/v1/health/live'): string =>
  `GET ${target} HTTP/1.1\r\n${HOST}${CLOSE}${headers}\r\n`;

const json = 'Content-Type: application/json\r\n';
export const BODY = JSON.stringify({ programme: PROGRAMME, answers: ANSWERS });

/** A decision with headers for its body, and the body. */
export const decide = (headers: string, content: string, more = CLOSE): string =>
  `POST /v1/decisions HTTP/1.1\r\n${HOST}${AUTHORISED}${json}Idempotency-Key: ${newKey()}\r\n${more}${headers}\r\n${content}`;
const decideBody = (content: string): string =>
  decide(`Content-Length: ${Buffer.byteLength(content)}\r\n`, Buffer.from(content, 'utf8').toString('latin1'));
const chunked = (content: string): string => decide('Transfer-Encoding: chunked\r\n', content);
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

/** What is sent and the statuses that come back, in their order; none: the server only closes. */
type Case = readonly [name: string, bytes: string, ...statuses: number[]];

const SOUND: readonly Case[] = [
  ['a plain request', get(), 200],
  ['a decision', decideBody(BODY), 200],
  ['a decision in chunks', chunked(`${chunk(BODY.slice(0, 9))}${chunk(BODY.slice(9))}0\r\n\r\n`), 200],
  [
    'a chunk with an extension, and a trailer',
    chunked(`${BODY.length.toString(16)};a=b\r\n${BODY}\r\n0\r\nX: y\r\n\r\n`),
    200,
  ],
  ['HTTP/1.0', 'GET /v1/health/live HTTP/1.0\r\n\r\n', 200],
  ['HTTP/1.0 that would stay', `GET /v1/health/live HTTP/1.0\r\n${HOST}Connection: keep-alive\r\n\r\n`, 200],
  ['a host with a port', `GET /v1/health/live HTTP/1.1\r\nHost: [::1]:8080\r\n${CLOSE}\r\n`, 200],
  ['the expectation 100-continue', decide(`Expect: 100-continue\r\nContent-Length: ${BODY.length}\r\n`, BODY), 200],
];

const LENGTHS: readonly Case[] = [
  ['two lengths that differ', decide('Content-Length: 5\r\nContent-Length: 6\r\n', 'abcdef'), 400],
  ['two equal lengths', decide('Content-Length: 5\r\nContent-Length: 5\r\n', 'abcde'), 400],
  ['a list of lengths', decide('Content-Length: 5, 5\r\n', 'abcde'), 400],
  ['a length and chunks', decide('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 400],
  ['chunks and a length', decide('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n'), 400],
  ['a negative length', decide('Content-Length: -1\r\n', ''), 400],
  ['a length with a sign', decide('Content-Length: +5\r\n', 'abcde'), 400],
  ['a length in hexadecimal', decide('Content-Length: 0x5\r\n', 'abcde'), 400],
  ['a length of 400 digits', decide(`Content-Length: ${'9'.repeat(400)}\r\n`, ''), 400],
  ['a length that overflows', decide('Content-Length: 18446744073709551616\r\n', ''), 400],
  ['an empty length', decide('Content-Length: \r\n', ''), 400],
  ['a length of 64 bits', decide('Content-Length: 18446744073709551615\r\n', ''), 413],
  ['a length of 1 GB', decide('Content-Length: 1073741824\r\n', ''), 413],
  ['a body for a call without one', get('Content-Length: 5\r\n'), 413],
  ['a body shorter than its length', decide('Content-Length: 50\r\n', '{}'), 408],
  ['no length and a body', decide('', BODY), 400],
];

const CODINGS: readonly Case[] = [
  ['gzip, chunked', decide('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), 501],
  ['chunked, identity', decide('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'), 501],
  ['a coding that nobody knows', decide('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'), 501],
  ['chunked twice', decide('Transfer-Encoding: chunked, chunked\r\n', '0\r\n\r\n'), 501],
  ['two codings', decide('Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 400],
  ['a coding with a blank before the colon', decide('Transfer-Encoding : chunked\r\n', '0\r\n\r\n'), 400],
  ['chunks in HTTP/1.0', `POST /v1/decisions HTTP/1.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  ['chunks without an end', chunked(chunk('{')), 408],
  ['a chunk size that is none', chunked('xyz\r\n{}\r\n0\r\n\r\n'), 400],
  ['a negative chunk size', chunked('-2\r\n{}\r\n0\r\n\r\n'), 400],
  ['a chunk size that overflows', chunked('fffffffffffffffff\r\n{}\r\n0\r\n\r\n'), 400],
  ['a chunk that is longer than its size', chunked('2\r\n{} \r\n0\r\n\r\n'), 400],
  ['a chunk of 1 GB', chunked('40000000\r\n{'), 413],
  ['a chunk size of 100,000 digits', chunked(`${'0'.repeat(100_000)}2\r\n{}\r\n0\r\n\r\n`), 400],
  ['a chunk extension of 100,000 bytes', chunked(`2;${'a'.repeat(100_000)}\r\n{}\r\n0\r\n\r\n`), 400],
  ['trailers of 100,000 bytes', chunked(`2\r\n{}\r\n0\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`), 400],
  ['a packed body', decide('Content-Encoding: gzip\r\nContent-Length: 2\r\n', '{}'), 415],
];

const LINES: readonly Case[] = [
  ['bare line feeds', `GET /v1/health/live HTTP/1.1\nHost: a\nConnection: close\n\n`, 400],
  ['one bare line feed', `${GET}X: a\nY: b\r\n${CLOSE}\r\n`, 400],
  ['bare carriage returns', `GET /v1/health/live HTTP/1.1\rHost: a\r\r`, 400],
  ['a blank before the method', ` ${get()}`, 400],
  ['a blank line before the request', `\r\n${get()}`, 400],
  ['two blanks behind the method', `GET  /v1/health/live HTTP/1.1\r\n${HOST}\r\n`, 400],
  ['a tab behind the method', `GET\t/v1/health/live HTTP/1.1\r\n${HOST}\r\n`, 400],
  ['a header without a colon', `${GET}nothing\r\n\r\n`, 400],
  ['a header without a name', `${GET}: x\r\n\r\n`, 400],
  ['a blank in a header name', `${GET}A b: x\r\n\r\n`, 400],
  ['a blank before the first header', `GET /v1/health/live HTTP/1.1\r\n ${HOST}\r\n`, 400],
  ['a NUL in a value', get('X: a\0b\r\n'), 400],
  ['a NUL in a name', get('X\0: a\r\n'), 400],
  ['a NUL in the target', get('', '/v1\0'), 400],
  ['a control byte in a value', get('X: a\x01b\r\n'), 400],
  ['a delete byte in a value', get('X: a\x7fb\r\n'), 400],
  ['bytes above 127 in a name', get('Ä: a\r\n'), 400],
  ['binary rubbish', `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${'\xff'.repeat(100)}\r\n\r\n`, 400],
  ['a head that never ends', `${GET}X: a\r\n`, 408],
  ['headers of 20 kB', get(`X: ${'a'.repeat(20_000)}\r\n`), 431],
  ['a target of 20 kB', get('', `/${'a'.repeat(20_000)}`), 431],
  ['200 headers', get('X: a\r\n'.repeat(200)), 431],
  ['20,000 headers', get('X: a\r\n'.repeat(20_000)), 431],
];

const VERSIONS: readonly Case[] = [
  ['HTTP/0.9', 'GET /v1/health/live\r\n\r\n', 400],
  ['HTTP/2.0', `GET /v1/health/live HTTP/2.0\r\n${HOST}\r\n`, 505],
  ['HTTP/1.2', `GET /v1/health/live HTTP/1.2\r\n${HOST}\r\n`, 505],
  ['HTTP/1', `GET /v1/health/live HTTP/1\r\n${HOST}\r\n`, 505],
  ['http/1.1', `GET /v1/health/live http/1.1\r\n${HOST}\r\n`, 400],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
];

const METHODS: readonly Case[] = [
  ['OPTIONS', `OPTIONS /v1/decisions HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 405],
  ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${HOST}\r\n`, 400],
  ['TRACE', `TRACE /v1/decisions HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 405],
  ['PATCH', `PATCH /v1/decisions HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 405],
  ['CONNECT', `CONNECT bank.example:443 HTTP/1.1\r\n${HOST}\r\n`, 400],
  ['DELETE of all decisions', `DELETE /v1/decisions HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 405],
  ['a method in lower case', `get /v1/health/live HTTP/1.1\r\n${HOST}\r\n`, 501],
  ['a method that nobody knows', `BREW /v1/decisions HTTP/1.1\r\n${HOST}\r\n`, 501],
  ['a method of 5,000 letters', `${'A'.repeat(5000)} / HTTP/1.1\r\n${HOST}\r\n`, 501],
];

const TARGETS: readonly Case[] = [
  ['the absolute form', get('', 'http://bank.example/v1/health/live'), 400],
  ['the authority form', get('', 'bank.example:80'), 400],
  ['the asterisk', get('', '*'), 400],
  ['two slashes', get('', '//v1/health/live'), 400],
  ['a backslash', get('', '/v1\\health'), 400],
  ['a fragment', get('', '/v1/health/live#x'), 400],
  ['letters that are not ASCII', get('', '/v1/h\xe4lth'), 400],
  ['a letter of the path as %65', get('', '/v1/h%65alth/live'), 404],
  ['a slash as %2f', get('', '/v1%2fhealth%2flive'), 404],
  ['a NUL as %00', get('', '/v1/health/live%00'), 404],
  ['dots', get('', '/v1/health/../health/live'), 404],
  ['dots as %2e', get('', '/v1/%2e%2e/metrics'), 404],
  ['a slash too many', get('', '/v1/health/live/'), 404],
  ['an empty part', get('', '/v1//health/live'), 404],
  ['the metrics', get('', '/metrics'), 404],
  ['a broken escape in the query', get(AUTHORISED, '/v1/decisions?client=%zz'), 400],
  ['an escape that is cut off', get(AUTHORISED, '/v1/decisions?client=%4'), 400],
  ['a member of the query twice', get(AUTHORISED, '/v1/decisions?limit=1&limit=2'), 400],
  ['SQL in the query', get(AUTHORISED, '/v1/decisions?client=%27%20OR%201=1--'), 200],
  ['SQL in the id', get(AUTHORISED, "/v1/decisions/'%20OR%20'1'='1"), 404],
];

const HEADERS: readonly Case[] = [
  ['no host', `GET /v1/health/live HTTP/1.1\r\n\r\n`, 400],
  ['two hosts', get(HOST), 400],
  ['an empty host', `GET /v1/health/live HTTP/1.1\r\nHost:\r\n\r\n`, 400],
  ['a host with a blank', `GET /v1/health/live HTTP/1.1\r\nHost: a b\r\n\r\n`, 400],
  ['a host with a user', `GET /v1/health/live HTTP/1.1\r\nHost: a@b\r\n\r\n`, 400],
  ['a host with a path', `GET /v1/health/live HTTP/1.1\r\nHost: a/b\r\n\r\n`, 400],
  ['a host list', `GET /v1/health/live HTTP/1.1\r\nHost: a, b\r\n\r\n`, 400],
  ['a host with a bad port', `GET /v1/health/live HTTP/1.1\r\nHost: a:b\r\n\r\n`, 400],
  ['a host with an open bracket', `GET /v1/health/live HTTP/1.1\r\nHost: [::1\r\n\r\n`, 400],
  ['a folded host', `GET /v1/health/live HTTP/1.1\r\nHost: a\r\n b\r\n\r\n`, 400],
  ['an origin', get('Origin: https://evil.example\r\n'), 403],
  ['a browser', get('Sec-Fetch-Site: cross-site\r\n'), 403],
  ['another expectation', decide('Expect: the-unexpected\r\nContent-Length: 2\r\n', '{}'), 417],
  ['two keys', decide(`Idempotency-Key: ${newKey()}\r\nContent-Length: 2\r\n`, '{}'), 400],
  ['two tokens', decide(`${AUTHORISED}Content-Length: 2\r\n`, '{}'), 400],
  ['a wrong token', get(`Authorization: Bearer ${'x'.repeat(40)}\r\n`, '/v1/decisions'), 401],
  ['a token without its scheme', get('Authorization: x\r\n', '/v1/decisions'), 401],
  ['a token of 7 kB', get(`Authorization: Bearer ${'x'.repeat(7000)}\r\n`, '/v1/decisions'), 401],
  ['two types', decide(`${json}Content-Length: 2\r\n`, '{}'), 400],
];

const answersWith = (text: string): string => `{"programme":"${PROGRAMME}","answers":${text}}`;
const BODIES: readonly Case[] = [
  ['no JSON', decideBody('age=34'), 400],
  ['an empty body', decide('Content-Length: 0\r\n', ''), 400],
  ['JSON that is cut off', decideBody(BODY.slice(0, -1)), 400],
  ['JSON with a tail', decideBody(`${BODY}{}`), 400],
  ['a byte order mark and rubbish', decideBody('\ufeff{'), 400],
  ['a list', decideBody('[]'), 400],
  ['a member twice', decideBody(`{"programme":"x","programme":"${PROGRAMME}","answers":{}}`), 400],
  ['an answer twice', decideBody(answersWith('{"age":"34","age":"35"}')), 400],
  ['an answer twice by an escape', decideBody(answersWith('{"age":"34","\\u0061ge":"35"}')), 400],
  ['10,000 levels', decideBody(answersWith(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)), 400],
  ['10,000 objects in each other', decideBody('{"a":'.repeat(10_000)), 400],
  ['a number of 400 digits', decideBody(answersWith(`{"age":${'9'.repeat(400)}}`)), 400],
  ['a text of 400 digits', decideBody(answersWith(`{"age":"${'9'.repeat(400)}"}`)), 422],
  ['an exponent beyond all numbers', decideBody(answersWith('{"age":1e999999}')), 400],
  ['NaN', decideBody(answersWith('{"age":NaN}')), 400],
  ['a lone half of a pair', decideBody(answersWith('{"age":"\\ud800"}')), 400],
  ['a NUL in an answer', decideBody(answersWith('{"age":"3\\u00004"}')), 422],
  ['a raw control byte in a text', decideBody(answersWith('{"age":"3\x014"}')), 400],
  ['an answer of 60 kB', decideBody(answersWith(`{"age":"${'1'.repeat(60_000)}"}`)), 422],
  ['300 answers', decideBody(answersWith(`{${Array.from({ length: 300 }, (_, n) => `"q${n}":""`).join()}}`)), 400],
  ['200 answers', decideBody(answersWith(`{${Array.from({ length: 200 }, (_, n) => `"q${n}":""`).join()}}`)), 422],
  ['a body of 70 kB', decideBody(`${BODY}${blanks(70_000)}`), 413],
  ['10 MB of blanks', decideBody(blanks(10_000_000)), 413],
  ['10 MB of blanks in chunks', chunked(`${chunk(blanks(65_000))}`.repeat(150)), 413],
];

/** Bytes that are not UTF-8, which a text cannot hold: as they stand. */
const UTF8: readonly Case[] = ['\xff', '\xc0\xaf', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\xe2\x82'].map((bytes) => {
  const content = answersWith(`{"age":"${bytes}"}`);
  return [
    `the bytes ${Buffer.from(bytes, 'latin1').toString('hex')}`,
    decide(`Content-Length: ${content.length}\r\n`, content),
    400,
  ];
});

const PIPELINES: readonly Case[] = [
  ['a broken request behind a sound one', `${GET}\r\nrubbish\r\n\r\n`, 200, 400],
  ['a request behind the last one', `${get()}${get()}`, 200],
  [
    'a request in the body of another',
    decide('Content-Length: 0\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${get()}`),
    400,
  ],
  ['a request behind an unread body', `${decide('Content-Length: 99999\r\n', '', '')}${get()}`, 413],
  ['100 requests', `${`${GET}\r\n`.repeat(99)}${get()}`, ...new Array<number>(100).fill(200)],
];

/** All of them, by what is wrong. */
export const GROUPS = { SOUND, LENGTHS, CODINGS, LINES, VERSIONS, METHODS, TARGETS, HEADERS, BODIES, UTF8, PIPELINES };
