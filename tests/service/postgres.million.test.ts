// Decisions while very many clients are loaded into PostgreSQL, as beside SQLite: the same test, on a server of its own.

import { startShared } from './support/postgres.ts';

process.env['PRESCORE_TEST_DATABASE'] = 'postgresql';

await startShared();
await import('./clientMillion.test.ts');
