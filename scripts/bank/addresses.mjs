// @ts-check
// Where everything of `npm start` is.

/** These names mean this machine, or every address of it. */
const everyAddress = ['127.0.0.1', '0.0.0.0', '::', '::1'];

/** What is served, in the order of the ports. */
const SERVED = /** @type {const} */ (['bank', 'partner', 'application', 'staff', 'service', 'bureau']);

/** @typedef {ReturnType<typeof addresses>} Place */

/**
 * @param {number} port of the bank's page; the others have the next ones
 * @param {string} host
 */
export function addresses(port, host) {
  const name = everyAddress.includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const step = port + SERVED.length > 65535 ? -1 : 1;
  const ports = /** @type {Record<typeof SERVED[number], number>} */ (
    Object.fromEntries(SERVED.map((each, place) => [each, port + place * step]))
  );
  return { host, ports, bank: `http://${name}:${ports.bank}`, partner: `http://${name}:${ports.partner}` };
}
