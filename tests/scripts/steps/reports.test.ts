import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBiomeReport } from '../../../scripts/steps/biome.mjs';
import { countReplacements } from '../../../scripts/steps/clang-format.mjs';
import { readFindings } from '../../../scripts/steps/cppcheck.mjs';
import { findAll, readXml } from '../../../scripts/steps/reports.mjs';

test('XML: elements keep their order and attributes, and entities are read', async () => {
  const elements = await readXml('<?xml version="1.0"?><a><b x="1 &lt; 2"/>text<c><b x="3"/></c></a>');
  assert.deepEqual(
    findAll(elements, 'b').map(({ attributes }) => attributes.x),
    ['1 < 2', '3'],
  );
});

const CPPCHECK = `<?xml version="1.0" encoding="UTF-8"?>
<results version="2">
    <cppcheck version="2.10"/>
    <errors>
        <error id="nullPointer" severity="error" msg="Null &amp; void" verbose="..." cwe="476" file0="a.cpp">
            <location file="a.hpp" line="2" column="19" info="Null pointer dereference"/>
            <location file="a.cpp" line="9" column="16" info="Assignment"/>
            <symbol>p</symbol>
        </error>
        <error id="toomanyconfigs" severity="information" msg="Too many." verbose="..."/>
    </errors>
</results>`;

test('cppcheck: a finding is about the file of its first place', async () => {
  assert.deepEqual(await readFindings(CPPCHECK), [
    { file: 'a.hpp', line: '2', message: 'error: Null & void [nullPointer]' },
  ]);
  assert.deepEqual(await readFindings(''), []);
});

test('clang-format: the changes of each file are counted, in the order of the files', async () => {
  const document = (inside: string) =>
    `<?xml version='1.0'?>\n<replacements xml:space='preserve' incomplete_format='false'>\n${inside}</replacements>\n`;
  const change = "<replacement offset='3' length='2'> </replacement>\n";
  assert.deepEqual(await countReplacements(document(change + change) + document('') + document(change)), [2, 0, 1]);
  assert.deepEqual(await countReplacements(''), []);
});

test('Biome: every finding has a file, a line and the rule', () => {
  const report = {
    summary: { changed: 0, unchanged: 12, errors: 1, warnings: 0 },
    diagnostics: [
      {
        severity: 'error',
        message: 'Bad.',
        category: 'lint/style/bad',
        location: { path: 'site/a.ts', start: { line: 4, column: 2 } },
      },
      { severity: 'error', message: 'Not formatted.', category: 'format', location: { path: 'site/b.css' } },
    ],
  };
  assert.deepEqual(readBiomeReport(JSON.stringify(report)), {
    checked: 12,
    findings: [
      { severity: 'error', file: 'site/a.ts', line: 4, message: 'error: Bad. [lint/style/bad]' },
      { severity: 'error', file: 'site/b.css', line: 1, message: 'error: Not formatted. [format]' },
    ],
  });
});
