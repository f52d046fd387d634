import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { forSources, joinedSources } from '../../../scripts/steps/compile-commands.mjs';

test('Joined sources get a command each, as their joined file is compiled', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('a.cpp'), '#include "a.hpp"\n');
  writeFileSync(at('unity.cxx'), `/* generated */\n#include "${at('a.cpp')}"\n#include "${at('b.cpp')}"\n`);
  assert.deepEqual(joinedSources(at('a.cpp')), [at('a.cpp')]);
  assert.deepEqual(joinedSources(at('unity.cxx')), [at('a.cpp'), at('b.cpp')]);
  const commands = [
    { file: at('a.cpp'), command: `c++ -DALONE -c ${at('a.cpp')}`, directory: folder },
    { file: at('unity.cxx'), command: `c++ -DJOINED -c ${at('unity.cxx')}`, directory: folder },
  ];
  assert.deepEqual(forSources(commands), [
    commands[0],
    { file: at('b.cpp'), command: `c++ -DJOINED -c ${at('b.cpp')}`, directory: folder },
  ]);
});
