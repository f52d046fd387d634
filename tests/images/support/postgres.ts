// An image of PostgreSQL that behaves as the public one does where service/deploy/compose relies on it.

import { execFileSync } from 'node:child_process';
import { chownSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { createLog } from '../../../scripts/base/run.mjs';
import { BASE, buildah, podman } from '../../../scripts/images/engine.mjs';
import { COMPOSE } from '../../deploy/support/compose.ts';
import { mustPodman } from './container.ts';

export const POSTGRES_IMAGE = 'localhost/prescore-test-postgres:15';

/** Makes the image; what did not change is taken from the last time. */
export async function makePostgresImage(): Promise<void> {
  const context = inRoot('tests', 'images');
  const file = inRoot('tests', 'images', 'postgres.Containerfile');
  await buildah(createLog('image-postgres'), { file, tag: POSTGRES_IMAGE, context, base: BASE });
}

/** The user of the image. */
const POSTGRES_USER = 999;

/** A PostgreSQL with TLS, as a bank has one, and the secrets of its clients. */
export interface BankPostgres {
  readonly network: string;
  readonly owner: string;
  readonly service: string;
  /** The authority that signed its certificate, PEM. */
  readonly authority: string;
}

/** Starts it under a name of the network; it is removed when the test ends. */
export async function startBankPostgres(host: string): Promise<BankPostgres> {
  await makePostgresImage();
  const [name, network] = ['prescore-test-bank-postgres', 'prescore-test-bank'];
  const remove = (): void => {
    podman(['rm', '--force', '--time', '1', '--volumes', name]);
    podman(['network', 'rm', '--force', network]);
  };
  remove();
  const folder = mkdtempSync(join(tmpdir(), 'prescore-bank-'));
  after(() => {
    remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const [secrets, certificates] = [join(folder, 'secrets'), join(folder, 'certificates')];
  mkdirSync(secrets);
  mkdirSync(certificates);
  const passwords = { owner: 'owner-of-the-test', service: 'service-of-the-test' };
  for (const [role, password] of Object.entries(passwords)) writeFileSync(join(secrets, `${role}.password`), password);
  makeCertificate(certificates, host);
  copyFileSync(join(COMPOSE, 'roles.sh'), join(folder, 'roles.sh'));
  execFileSync('chown', ['-R', `${POSTGRES_USER}:${POSTGRES_USER}`, folder]);
  execFileSync('chmod', ['0600', join(certificates, 'server.key')]);
  chownSync(folder, POSTGRES_USER, POSTGRES_USER);
  mustPodman(['network', 'create', network]);
  mustPodman([
    ...['run', '--detach', '--name', name, '--network', network, '--network-alias', host],
    ...['--env', 'POSTGRES_DB=prescore', '--env', 'POSTGRES_USER=prescore_owner'],
    ...['--env', 'POSTGRES_PASSWORD_FILE=/run/secrets/prescore/owner.password'],
    ...['--volume', `${secrets}:/run/secrets/prescore:ro`, '--volume', `${certificates}:/certificates:ro`],
    ...['--volume', `${folder}/roles.sh:/docker-entrypoint-initdb.d/roles.sh:ro`, POSTGRES_IMAGE],
    ...['-c', 'ssl=on', '-c', 'ssl_cert_file=/certificates/server.crt', '-c', 'ssl_key_file=/certificates/server.key'],
  ]);
  return { network, ...passwords, authority: readFileSync(join(certificates, 'ca.crt'), 'utf8') };
}

/** An authority, and a certificate of it for one name. */
function makeCertificate(folder: string, host: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  // Not Ed25519: PostgreSQL 15 cannot bind a password to such a certificate.
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...made, '-days', '2', '-subj', '/CN=ca', '-keyout', 'ca.key', '-out', 'ca.crt');
  const name = ['-subj', '/CN=postgres', '-addext', `subjectAltName=DNS:${host}`];
  openssl('req', ...made, ...name, '-keyout', 'server.key', '-out', 'server.csr');
  const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-copy_extensions', 'copy', '-days', '2', '-out', 'server.crt'];
  openssl('x509', '-req', '-in', 'server.csr', ...signed);
}
