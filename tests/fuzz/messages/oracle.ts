// What is a right message, said a second time and in another way than the code says it: as the text that it would be
// in JSON, with its fields in order.

import { languages } from '../../../site/shared/languages.ts';
import { session, type Input } from './inputs.ts';

const ofFrame = new RegExp(
  `^${[
    '"kind":"continue","prescore":1,SESSION',
    '"code":"[a-z_]{1,40}","kind":"error","prescore":1,SESSION',
    '"height":(?:[1-9][0-9]{0,3}|[1-3][0-9]{4}|40000),"kind":"height","prescore":1,SESSION',
    '"kind":"escape","prescore":1,SESSION',
    '"kind":"ready","prescore":1,SESSION,"version":"[0-9]+[.][0-9]+[.][0-9]+"',
    '"kind":"step","prescore":1,SESSION,"step":"(?:loading|form|issues|decision|failed)"',
  ]
    .map((fields) => `\\{${fields.replace('SESSION', `"session":"${session}"`)}\\}`)
    .join('$|^')}$`,
);

const ofPage = new RegExp(
  `^${[
    '"campaign":"(?:[^"\\\\]|\\\\.)*","kind":"campaign"',
    `"kind":"looks","looks":\\{${[
      '"accent":"(?:[0-9a-f]{6})?"',
      '"density":"(?:comfortable|compact)"',
      `"language":"(?:${languages.join('|')})"`,
      '"theme":"(?:|auto|light|dark)"',
    ].join()}\\}`,
  ]
    .map((fields) => `\\{${fields},"prescore":1,"session":"[0-9a-f]{32}"\\}`)
    .join('$|^')}$`,
);

/** Whether the side that it goes to has to take it. */
export function isRight({ to, data, trusted, rightOrigin, rightWindow }: Input): boolean {
  if (!trusted || !rightOrigin || !rightWindow) return false;
  const text = inOrder(data);
  return text !== undefined && (to === 'page' ? ofFrame : ofPage).test(text);
}

/** Undefined where it holds anything but objects, texts and numbers, or more of them within each other than a message. */
function inOrder(data: unknown, depth = 0): string | undefined {
  if (typeof data === 'string' || typeof data === 'number') return JSON.stringify(data);
  if (typeof data !== 'object' || data === null || depth > 2) return undefined;
  const fields = Object.keys(data)
    .sort()
    .map((name) => {
      const value = inOrder((data as Record<string, unknown>)[name], depth + 1);
      return value === undefined ? undefined : `${JSON.stringify(name)}:${value}`;
    });
  return fields.includes(undefined) ? undefined : `{${fields.join(',')}}`;
}
