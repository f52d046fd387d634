// Finds Content Security Policies in what people paste: a header, a line of nginx or Apache, a `<meta>`, a program's
// source, or the bare policy, on one line or many.

/** A policy, and where it is in the text. */
export interface WrittenPolicy {
  /** As a browser gets it. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Some directives mean nothing in a `<meta>`. */
  readonly isMeta: boolean;
  /** Such a policy blocks nothing. */
  readonly isReportOnly: boolean;
  /** The policy as it is written at its place. */
  readonly write: (value: string) => string;
}

const directives =
  /^(?:(?:default|child|connect|font|frame|img|manifest|media|object|prefetch|script|style|worker|fenced-frame)-src|(?:script|style)-src-(?:elem|attr)|base-uri|form-action|frame-ancestors|navigate-to|plugin-types|report-to|report-uri|require-sri-for|require-trusted-types-for|trusted-types|sandbox|upgrade-insecure-requests|block-all-mixed-content|referrer)$/i;

/** Whether a text starts with a directive that browsers know. */
const startsWithDirective = (text: string): boolean => directives.test(/^[\s;]*([\w-]+)/.exec(text)?.[1] ?? '');

/** Whether at least one directive of the text is one that browsers know. */
export const isPolicy = (text: string): boolean => text.split(/[;,]/).some(startsWithDirective);

/** Every policy of the text in its order; none where the text is no policy. */
export function findPolicies(text: string): WrittenPolicy[] {
  const metas = findMetas(text);
  const named = [...text.matchAll(/content-security-policy(-report-only)?/gi)]
    .filter(({ index }) => !/(?:^|\n)[ \t]*(?:#|\/\/)[^\n]*$/.test(text.slice(0, index)))
    .filter(({ index }) => !inTag(text, index))
    .map((match) => findValue(text, match.index, match.index + match[0].length));
  const found = [...metas, ...named.filter((policy) => policy !== undefined)];
  const all = found.length > 0 || /<meta|content-security-policy/i.test(text) ? found : bareOnes(text);
  return all.filter(({ value }) => isPolicy(value)).sort((one, other) => one.start - other.start);
}

/** The text with other policies at their places. */
export function replacePolicies(
  text: string,
  policies: readonly WrittenPolicy[],
  change: (policy: WrittenPolicy) => string,
): string {
  let result = text;
  for (const policy of [...policies].reverse()) {
    const value = change(policy);
    if (value !== policy.value) result = result.slice(0, policy.start) + policy.write(value) + result.slice(policy.end);
  }
  return result;
}

const inTag = (text: string, index: number): boolean => /<meta\b[^>]*$/i.test(text.slice(0, index));

function findMetas(text: string): WrittenPolicy[] {
  return [...text.matchAll(/<meta\b[^>]*>/gi)].flatMap((tag) => {
    const [name] = /content-security-policy(?:-report-only)?/i.exec(tag[0]) ?? [];
    const content = /\scontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag[0]);
    if (!name || !content) return [];
    const raw = content[1] ?? content[2] ?? '';
    const end = tag.index + content.index + content[0].length - 1;
    return [
      {
        value: fromHtml(raw),
        start: end - raw.length,
        end,
        isMeta: true,
        isReportOnly: /only/i.test(name),
        write: (value: string) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
      },
    ];
  });
}

const fromHtml = (text: string): string =>
  text
    .replaceAll(/&(?:#39|#x27|apos);/gi, "'")
    .replaceAll(/&(?:quot|#34);/gi, '"')
    .replaceAll('&amp;', '&');

/** What stands between the name and a value in quotes: `: "`, ` "`, `", "`, `" value="`, `', '`. */
const opening = /^["'`]?[ \t]*(?:=>|[:=,])?\s*(?:["']?(?:value|content)["']?[ \t]*[:=]\s*)?(["'`])/i;

/** The value of the name between `nameStart` and `index`. */
function findValue(text: string, nameStart: number, index: number): WrittenPolicy | undefined {
  const rest = text.slice(index);
  const quote = opening.exec(rest);
  const shared = { isMeta: false, isReportOnly: /only$/i.test(text.slice(nameStart, index)) };
  if (quote?.[1] && !/^[ \t]*:[ \t]*'/.test(rest)) {
    const start = index + quote[0].length;
    const end = start + lengthUntil(text.slice(start), quote[1]);
    return { ...shared, value: unescaped(text.slice(start, end)), start, end, write: escapedFor(quote[1]) };
  }
  const [colon] = /^[ \t]*:[ \t]*(?:\r?\n[ \t]+)?/.exec(rest) ?? [];
  if (colon === undefined) return undefined;
  const start = index + colon.length;
  // Name and value may be in one pair of quotes.
  const [around] = /["`]$/.exec(text.slice(0, nameStart)) ?? [];
  const value = text.slice(start);
  const end = start + (around ? lengthUntil(value, around) : lengthOfHeader(value));
  return { ...shared, value: oneLine(text.slice(start, end)), start, end, write: (value) => value };
}

/** Up to the closing quote. Keywords such as 'self' may be in the same quotes: then only the end of the command closes. */
function lengthUntil(text: string, quote: string): number {
  const closing = quote === "'" ? /(?<!\\)'(?=\s*(?:always\b)?\s*(?:[;,)\]}\n]|$))/ : new RegExp(`(?<!\\\\)${quote}`);
  return closing.exec(text)?.index ?? text.trimEnd().length;
}

const oneLine = (text: string): string => text.replaceAll(/\s*\r?\n\s*/g, ' ').trim();
const unescaped = (text: string): string => oneLine(text.replaceAll(/\\\r?\n/g, '\n').replaceAll(/\\(["'`])/g, '$1'));
const escapedFor =
  (quote: string) =>
  (value: string): string =>
    value.replaceAll(quote, `\\${quote}`);

/** A header goes on in lines that are indented, or that start with a directive after a semicolon. */
function lengthOfHeader(text: string): number {
  const lines = text.split('\n');
  let count = 1;
  while (count < lines.length && goesOn(lines[count - 1] ?? '', lines[count] ?? '')) count += 1;
  return lines.slice(0, count).join('\n').trimEnd().length;
}

function goesOn(before: string, line: string): boolean {
  if (line.trim() === '' || /^\s*[\w-]+\s*:\s/.test(line)) return false;
  return /^[ \t]/.test(line) || (/;\s*$/.test(before) && startsWithDirective(line)) || before.trim() === '';
}

/** Without a name: a new policy starts where a line begins with a directive and the line before does not go on. */
function bareOnes(text: string): WrittenPolicy[] {
  const found: WrittenPolicy[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const last = found.at(-1);
    const goesOnHere = last && (/[;\s]$/.test(last.value) || !startsWithDirective(line)) && !/,\s*$/.test(last.value);
    const start = goesOnHere ? last.start : at;
    const end = at + line.trimEnd().length;
    const policy = { value: '', start, end, isMeta: false, isReportOnly: false, write: (value: string) => value };
    // The semicolon at the end of a line says that the policy goes on.
    const value = text.slice(start, end).trim();
    if (goesOnHere) found[found.length - 1] = { ...policy, value };
    else if (line.trim() !== '') found.push({ ...policy, value });
    at += line.length + 1;
  }
  return found.map((policy) => ({ ...policy, value: oneLine(policy.value) }));
}
