// Makes serviceTypes.ts, the types of the decision service, from its OpenAPI document:
//   node site/package/serviceTypes.mjs

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { parse } from 'yaml';

const document = new URL('../../service/api/openapi.yaml', import.meta.url);
const output = fileURLToPath(new URL('serviceTypes.ts', import.meta.url));
const biome = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url));

/** @returns {Promise<string>} the content of serviceTypes.ts, formatted as the rest of the project */
export async function serviceTypes() {
  const { schemas } = parse(readFileSync(document, 'utf8')).components;
  const types = await compile(
    { $id: 'root', $defs: JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/')) },
    'Root',
    {
      additionalProperties: false,
      bannerComment:
        '// Made from service/api/openapi.yaml by `node site/package/serviceTypes.mjs`: change that and run it.',
      unreachableDefinitions: true,
      ignoreMinAndMaxItems: true,
      format: false,
    },
  );
  const named = types
    // The root only holds the definitions.
    .replace(/export interface Root \{[^}]*\}\n/, '')
    .replaceAll(/^ \* This interface was referenced by `Root`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/gm, '')
    .replaceAll(/(?:^ *\* *\n)+(?= *\*\/)/gm, '')
    .replaceAll(/^\/\*\*\n \*\/\n/gm, '');
  const formatted = [biome, 'format', '--stdin-file-path=serviceTypes.ts'];
  return execFileSync(process.execPath, formatted, { input: named, encoding: 'utf8' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(output, await serviceTypes());
