import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { UserError } from '../../../scripts/base/failure.mjs';
import { checkPortIsFree, explainListenError, readPort } from '../../../scripts/machine/port.mjs';

test('The port comes from the option, then from PORT, then it is 8080', () => {
  assert.equal(readPort('8081', '9000'), 8081);
  assert.equal(readPort(undefined, '9000'), 9000);
  assert.equal(readPort(undefined, ''), 8080);
  assert.equal(readPort(undefined, undefined), 8080);
  assert.equal(readPort('1', undefined), 1);
  assert.equal(readPort('65535', undefined), 65535);
});

for (const bad of ['0', '65536', '-1', '80.5', 'http', '', ' 80', '1e3']) {
  test(`"${bad}" is not a port`, () => {
    const message = `--port must be a whole number from 1 to 65535, but it is "${bad}".`;
    assert.throws(() => readPort(bad, undefined), new UserError(message));
  });
}

test('A bad PORT is named as such', () => {
  assert.throws(() => readPort(undefined, 'x'), /environment variable PORT/);
});

test('A taken port is reported clearly, with how to fix it', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  assert.ok(address !== null && typeof address === 'object');
  const { port } = address;
  await assert.rejects(checkPortIsFree(port, '127.0.0.1'), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, new RegExp(`^Port ${port} is already taken .*npm start -- --port \\d+$`));
    return true;
  });
  await new Promise((resolve) => other.close(resolve));
  await checkPortIsFree(port, '127.0.0.1');
});

test('The port that is suggested can be used', () => {
  const taken = Object.assign(new Error(), { code: 'EADDRINUSE' });
  const suggestion = (port: number) => String(explainListenError(taken, port, '127.0.0.1')).split('--port ')[1];
  assert.equal(suggestion(8080), '8081');
  assert.equal(suggestion(65535), '8080');
  assert.equal(suggestion(80), '8080');
});

test('An unknown error is passed on as it is', () => {
  const error = new Error('something else');
  assert.equal(explainListenError(error, 8080, '127.0.0.1'), error);
});
