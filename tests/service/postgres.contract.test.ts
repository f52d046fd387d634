// What the service promises about decisions, reviews, outcomes, releases and lists holds on PostgreSQL as it does on
// SQLite: the same tests, on a server of their own.

process.env['PRESCORE_TEST_DATABASE'] = 'postgresql';

await import('./afterwards.test.ts');
await import('./contract.decisions.test.ts');
await import('./contract.history.test.ts');
await import('./contract.programmes.test.ts');
await import('./lists.test.ts');

export {};
