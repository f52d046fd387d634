// The two ways onto a page: a scenario that holds in one must hold in the other.

import type { Page } from '@playwright/test';
import { openPartner } from './origins.ts';
import type { Place } from './person.ts';
import { openForm } from './site.ts';

export const modes: readonly [name: string, open: (page: Page) => Promise<Place>][] = [
  [
    'inline',
    async (page) => {
      await openForm(page);
      return page;
    },
  ],
  ['frame', async (page) => (await openPartner(page)).frame],
];
