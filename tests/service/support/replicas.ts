// nginx with service/deploy/nginx/replicas.conf in front of replicas on this machine.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { thisHost } from '../../../scripts/machine/host.mjs';
import { findNginx } from '../../../scripts/machine/requirements.mjs';
import { until } from './check.ts';
import { freePort, makeFolder } from './server.ts';

const CONFIGURATION = inRoot('service', 'deploy', 'nginx', 'replicas.conf');

/** Starts nginx; only names and ports of the file are changed. Returns its address. */
export async function startProxy(ports: readonly number[]): Promise<string> {
  const folder = makeFolder('nginx');
  mkdirSync(join(folder, 'temp'));
  const port = await freePort();
  const given = readFileSync(CONFIGURATION, 'utf8');
  const changed = given
    .replaceAll(/prescore-(\d):8080/g, (_, index: string) => `127.0.0.1:${ports[Number(index) - 1]}`)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/temp/${name};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const main = `${user} pid ${folder}/nginx.pid; error_log ${folder}/error.log; daemon off; events {}
http { access_log off; ${temporary.join(' ')}
${changed}
}`;
  writeFileSync(join(folder, 'nginx.conf'), main);
  const nginx = spawn(
    findNginx(thisHost()) ?? 'nginx',
    ['-e', `${folder}/error.log`, '-c', join(folder, 'nginx.conf')],
    { stdio: 'ignore' },
  );
  after(async () => {
    nginx.kill('SIGTERM');
    await once(nginx, 'close');
  });
  const url = `http://127.0.0.1:${port}`;
  await until(() =>
    fetch(`${url}/v1/health/live`).then(
      () => true,
      () => false,
    ),
  );
  return url;
}
