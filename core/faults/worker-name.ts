import * as z from 'zod';

/** What a session or client of the fault calls itself: a job that such a shop could have. Not `fault`, not `test`: engines show it. */
export const workerSchema = z.string().regex(/^[a-z][a-z0-9-]{2,30}$/, 'a name such as finance-report: 3 to 31 of a-z, 0-9 and -');

/** Of its field, for editors. */
export const workerWords = 'Name that its session or client bears in the engine, 3 to 31 of a-z, 0-9 and -: finance-report.';
