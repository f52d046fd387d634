// Loads on PostgreSQL meet decisions, other loads and erasures as they do beside SQLite: the same tests, on a server of
// their own.

import { startShared } from './support/postgres.ts';

process.env['PRESCORE_TEST_DATABASE'] = 'postgresql';

await startShared();
await import('./clientLoads.test.ts');
