// The table of clients on PostgreSQL keeps the promises that it keeps beside SQLite: the same tests, on a server of their
// own.

import { startShared } from './support/postgres.ts';

process.env['PRESCORE_TEST_DATABASE'] = 'postgresql';

await startShared();
await import('./clientTable.test.ts');
