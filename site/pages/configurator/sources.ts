// Source expressions of a Content Security Policy, and which addresses they cover.

/** Whether a source expression covers an address of another origin than the page's (6.7.2.7 and 6.7.2.8). */
export function matches(source: string, address: URL): boolean {
  if (source === '*') return /^(https?|wss?):$/.test(address.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return schemeMatches(source.toLowerCase(), address.protocol);
  const parts = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?([^/:'?#]+)(?::(\d+|\*))?(\/[^?#]*)?$/i.exec(source);
  if (!parts) return false;
  const [, scheme, host = '', port, path] = parts;
  return (
    (scheme === undefined || schemeMatches(scheme.toLowerCase(), address.protocol)) &&
    hostMatches(host.toLowerCase(), address.hostname) &&
    portMatches(port, scheme, address) &&
    pathMatches(path, address.pathname)
  );
}

const schemeMatches = (wanted: string, given: string): boolean =>
  wanted === given || (wanted === 'http:' && given === 'https:');

function hostMatches(wanted: string, given: string): boolean {
  return wanted === '*' || (wanted.startsWith('*.') ? given.endsWith(wanted.slice(1)) : wanted === given);
}

function portMatches(wanted: string | undefined, scheme: string | undefined, { port, protocol }: URL): boolean {
  const usual = protocol === 'https:' ? '443' : '80';
  const given = port || usual;
  if (wanted === '*') return true;
  if (wanted === undefined) return given === usual;
  return wanted === given || (wanted === '80' && given === '443' && scheme !== 'https:');
}

function pathMatches(wanted: string | undefined, given: string): boolean {
  if (!wanted || wanted === '/') return true;
  const [pattern, path] = [decoded(wanted), decoded(given)];
  return pattern.endsWith('/') ? path.startsWith(pattern) : path === pattern;
}

/** A broken escape, such as `%zz`, leaves the path as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
