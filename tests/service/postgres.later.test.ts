// What the commands about decisions that were made do on SQLite they do on PostgreSQL: erase, retain, subject-copy, export
// and challenger, each as the role that may. The same tests, on a server of their own.

process.env['PRESCORE_TEST_DATABASE'] = 'postgresql';

await import('./erasure.test.ts');
await import('./export.test.ts');

export {};
