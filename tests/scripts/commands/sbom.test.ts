import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addImagePackages } from '../../../scripts/commands/sbom.mjs';

const libpq = { name: 'libpq5', version: '15.1-0+deb12u1', licence: 'PostgreSQL', images: ['service'] };
const either = {
  name: 'libgmp10',
  version: '2:6',
  licence: 'LGPL-3.0-or-later OR GPL-2.0-or-later',
  images: ['a', 'b'],
};

test('what the images hold is in the bill, with licence and image', () => {
  const components: object[] = [];
  addImagePackages(components as never, [libpq, either]);
  assert.deepEqual(components, [
    {
      'bom-ref': 'pkg:deb/debian/libpq5@15.1-0%2Bdeb12u1',
      type: 'library',
      name: 'libpq5',
      version: '15.1-0+deb12u1',
      purl: 'pkg:deb/debian/libpq5@15.1-0%2Bdeb12u1',
      description: 'In the container image service.',
      licenses: [{ license: { id: 'PostgreSQL' } }],
    },
    {
      'bom-ref': 'pkg:deb/debian/libgmp10@2%3A6',
      type: 'library',
      name: 'libgmp10',
      version: '2:6',
      purl: 'pkg:deb/debian/libgmp10@2%3A6',
      description: 'In the container image a and b.',
      licenses: [{ expression: 'LGPL-3.0-or-later OR GPL-2.0-or-later' }],
    },
  ]);
});

test('a package that is listed already is listed once', () => {
  const components = [
    { 'bom-ref': 'pkg:deb/debian/libpq5@15.1-0%2Bdeb12u1', name: 'libpq', description: 'Part of the service.' },
  ];
  addImagePackages(components, [libpq]);
  assert.equal(components.length, 1);
  assert.equal(components[0]?.description, 'Part of the service. In the container image service.');
});
