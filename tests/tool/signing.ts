// What tests about signed models share.

import { generateKeyPairSync } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { put, runTool } from './support.ts';

/** Writes NAME.key.pem, which only its owner can read, and NAME.pem. */
export function makeKey(folder: string, name: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  put(folder, `${name}.key.pem`, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  chmodSync(join(folder, `${name}.key.pem`), 0o600);
  put(folder, `${name}.pem`, publicKey.export({ type: 'spki', format: 'pem' }));
}

export const signModel = (folder: string, model: string, role: string, name: string, key: string, ...more: string[]) =>
  runTool(folder, ['sign', '--model', model, '--role', role, '--name', name, '--key', `${key}.key.pem`, ...more]);
