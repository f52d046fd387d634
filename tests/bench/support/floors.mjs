// @ts-check
// The least that a browser can take: pages that load the bytes of ours and draw what ours draw, with nothing of ours run.

/** @typedef {import('./pages.mjs').Served} Served */

/**
 * The bank's page as plain HTML: the form in it as the widget drew it, and the decision as it drew that, put in its place
 * once everything is here that the bank's page preloads but its script, which nobody may read without running it.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address of the bank's page
 * @param {string} fillForm the script that answers the form when the widget says that it is ready, and sends it
 * @param {(path: string) => Served | undefined} served what the server has
 * @returns {Promise<Map<string, Served>>} the files of the page, by their paths: the first is the page itself
 */
export async function plainPage(browser, address, fillForm, served) {
  const { form, decision, style } = await drawnViews(browser, address, fillForm);
  const html = String(served('/')?.content ?? '').replaceAll('"./', '"/');
  const script = /<script type="module" src="[^"]+"><\/script>/;
  const preloaded = [...html.matchAll(/<link rel="preload" href="([^"]+)"/g)].map(([, path]) => path);
  const show = `const root = document.getElementById('plain').shadowRoot;
    await Promise.all(${JSON.stringify(preloaded)}.map(async (path) => (await fetch(path)).arrayBuffer()));
    root.querySelector('form').getBoundingClientRect();
    root.querySelector('.root').replaceWith(document.getElementById('decision').content);
    root.querySelector('.decision').getBoundingClientRect();
    decided('plain');`;
  const widget = `<div id="plain"><template shadowrootmode="open"><link rel="stylesheet" href="/bench/plain.css">${form}</template></div>`;
  const page = html
    .replace(script, '')
    .replace(/<prescore-widget[^]*<\/prescore-widget>/, () => `${widget}<template id="decision">${decision}</template>`)
    .replace('</body>', () => '<script type="module" src="/bench/plain.js"></script></body>');
  return new Map([
    // The bank's headers too: for one of them the browser starts a process of its own.
    ['/bench/plain.html', { type: 'text/html', content: page, headers: served('/')?.headers ?? {} }],
    ['/bench/plain.js', { type: 'text/javascript', content: show }],
    ['/bench/plain.css', { type: 'text/css', content: style }],
  ]);
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 * @param {string} fillForm
 * @returns {Promise<{ form: string, decision: string, style: string }>} what stands in the widget
 */
async function drawnViews(browser, address, fillForm) {
  const context = await browser.newContext({ locale: 'ru-RU' });
  try {
    const page = await context.newPage();
    await page.goto(address);
    const widget = page.locator('prescore-widget');
    await widget.locator('form:not([inert] *)').waitFor();
    const drawn = () =>
      widget.evaluate((element) => (element.shadowRoot?.innerHTML ?? '').replaceAll(/<!--[^]*?-->/g, ''));
    const form = await drawn();
    const style = await widget.evaluate((element) =>
      [...(element.shadowRoot?.adoptedStyleSheets ?? [])]
        .map((sheet) => {
          const rules = [...sheet.cssRules].map(({ cssText }) => cssText).join('\n');
          return sheet.media.mediaText ? `@media ${sheet.media.mediaText} {${rules}}` : rules;
        })
        .join('\n'),
    );
    await page.evaluate(fillForm);
    await widget.evaluate((element) =>
      element.dispatchEvent(new CustomEvent('prescore-ready', { bubbles: true, composed: true })),
    );
    await widget.locator('.decision').waitFor();
    return { form, decision: await drawn(), style };
  } finally {
    await context.close();
  }
}
