// Adds parameters to an address.

/**
 * @param {string} address may be relative, and may have a query and a fragment already
 * @param {Readonly<Record<string, string>>} parameters
 * @returns {string} the address with the parameters in its query, where a server reads them: before the fragment
 */
export function withQuery(address, parameters) {
  const query = new URLSearchParams(parameters).toString();
  if (query === '') return address;
  const [start = '', ...fragment] = address.split('#');
  const mark = !start.includes('?') ? '?' : /[?&]$/.test(start) ? '' : '&';
  return [`${start}${mark}${query}`, ...fragment].join('#');
}
