// The page that scores files, in every engine: its worker, its WebAssembly with exceptions, its words.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { GOOD_ROW, HEADER, MODEL, runTool } from '../tool/support.ts';
import { until, type Driver } from './support/driver.ts';
import { engines } from './support/engines.ts';
import { startSites, type Sites } from './support/sites.ts';

let sites: Sites;
before(async () => {
  sites = await startSites();
});
after(() => sites.close());

/** Notes what is made to be downloaded, and whether a worker started. */
const listen = `
  window.made = [];
  window.workers = 0;
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    blob.text().then((text) => made.push(text));
    return createObjectURL(blob);
  };
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...args) {
    workers += 1;
    return postMessage.apply(this, args);
  };`;

const score = `
  const chosen = new DataTransfer();
  chosen.items.add(new File([arguments[0]], 'applications.csv'));
  document.querySelector('[name=file]').files = chosen.files;
  document.querySelector('#choices button').click();`;

for (const engine of engines) {
  describe(engine.name, () => {
    let driver: Driver;
    before(async () => {
      driver = await engine.start();
    });
    after(() => driver.close());

    const said = () =>
      driver.run<string>(
        "return document.querySelector('#outcome').hidden ? '' : document.querySelector('#said').textContent;",
      );

    test('a file is scored in a worker to the bytes of the tool, and a bad one is told with its place', async () => {
      const rows = Array.from(
        { length: 20_000 },
        (_, index) => `${18 + (index % 60)},${5_000 + ((index * 997) % 90_000)},GRD,1,N,N,Y`,
      );
      const content = `${HEADER}\n${rows.join('\n')}\n`;
      await driver.open(`${sites.bank}/score/en/`);
      await driver.run(listen);
      await driver.run(score, content);
      await until('the file is scored', async () => (await driver.run<string[]>('return made;')).length === 1);
      assert.equal(await driver.run('return made[0];'), runTool('.', ['score', '--model', MODEL], content).out);
      assert.ok((await driver.run<number>('return workers;')) > 1, 'a worker got the job and was asked for more');
      assert.equal(await said(), 'Decisions for 20,000 applications are ready.');
      await driver.run(score, `${HEADER}\n${GOOD_ROW}\n33,many,GRD,1,N,N,Y\n`);
      await until('the error is shown', async () => (await said()).startsWith('Application'));
      assert.equal(await said(), 'Application 2, line 3 of the file, column “income”: “many” is not a number.');
      await driver.run(score, 'age,income\n');
      await until('the header is told', async () => (await said()).startsWith('The first line'));
    });
  });
}
