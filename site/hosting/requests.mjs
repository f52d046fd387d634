// Which requests the development server does not answer with a file. Anybody's page can send most of them here.

const hostPattern = /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9.])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {{ status: 400 | 405 | 416, reason: string } | undefined} nothing where the request is an ordinary one
 */
export function errorOf({ method, url = '', headers }) {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'Only GET and HEAD' };
  if (headers.host !== undefined && !hostPattern.test(headers.host)) return { status: 400, reason: 'Not a host' };
  if (!isPath(url)) return { status: 400, reason: 'Not a path of a file' };
  if (headers.range !== undefined && !isRange(headers.range)) return { status: 416, reason: 'Not a range of bytes' };
  return undefined;
}

/** @param {string} url */
function isPath(url) {
  if (!url.startsWith('/') || url.startsWith('//') || url.includes('\\')) return false;
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0] ?? '');
    return !path.includes('\0') && !path.split(/[/\\]/).includes('..');
  } catch {
    return false;
  }
}

/** One range with its start, or the whole file. @param {string} range */
function isRange(range) {
  const [, start = '', end = ''] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range) ?? [];
  return start !== '' && (end === '' || Number(start) <= Number(end));
}
