// @ts-check

/**
 * @typedef {object} Point
 * @property {number} x
 * @property {number} y
 * @property {string} series whose line it belongs to
 */

/**
 * Draws lines over two logarithmic axes.
 *
 * @param {import('../../../scripts/quality/peers.mjs').Peers} peers
 * @param {Point[]} points
 * @param {{ x: string, y: string }} labels with their units
 * @returns {Promise<string>} a self-contained SVG on white, so that it reads on a dark page too
 */
export async function drawLines(peers, points, labels) {
  const Plot = await peers.load('@observablehq/plot');
  const { parseHTML } = await peers.load('linkedom');
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const lines = { x: 'x', y: 'y', stroke: 'series' };
  const svg = Plot.plot({
    document,
    width: 720,
    height: 420,
    marginLeft: 64,
    marginRight: 150,
    style: { background: 'white', color: 'black', fontSize: '13px' },
    x: { type: 'log', label: labels.x, grid: true },
    y: { type: 'log', label: labels.y, grid: true },
    marks: [
      Plot.line(points, lines),
      Plot.dot(points, { ...lines, fill: 'series', r: 2.5 }),
      Plot.text(lastOfEach(points), { x: 'x', y: 'y', text: 'series', fill: 'series', textAnchor: 'start', dx: 8 }),
    ],
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${svg.outerHTML}\n`;
}

/** @param {Point[]} points @returns {Point[]} the last point of each line, for its name */
function lastOfEach(points) {
  /** @type {Map<string, Point>} */
  const last = new Map();
  for (const point of points) if (point.x >= (last.get(point.series)?.x ?? -Infinity)) last.set(point.series, point);
  return [...last.values()];
}
