/** What the Postgres panel shows: statements, sessions and who blocks whom, connections, tables and indexes; and the plan of one statement. */
import * as z from 'zod';

const sessionSchema = z.object({
  pid: z.int(),
  application: z.string(),
  /** `active`, `idle in transaction`, …, as the server calls it. */
  state: z.string(),
  /** `Lock: transactionid`; null when it waits for nothing. */
  waitsOn: z.string().nullable(),
  /** Seconds its transaction is open, and since its statement began (or the last one did); null when there is none. */
  transactionS: z.number().nullable(),
  statementS: z.number().nullable(),
  /** Sessions whose locks it waits for. */
  waitsFor: z.array(z.int()),
  query: z.string(),
});
export type PostgresSession = z.infer<typeof sessionSchema>;

/** One row of the tree of who blocks whom, in the order of reading. */
const blockerRowSchema = z.object({
  pid: z.int(),
  depth: z.int(),
  /** Sessions that wait for it, directly or behind another. */
  blocks: z.int(),
});
export type BlockerRow = z.infer<typeof blockerRowSchema>;

const statementSchema = z.object({
  query: z.string(),
  calls: z.number(),
  meanMs: z.number(),
  totalMs: z.number(),
  rowsPerCall: z.number(),
  /** Share of its blocks that were found in the buffers; null when it reads none. */
  hitShare: z.number().nullable(),
  /** Between this look and the one before, and the mean duration of those; null at the first look, or without calls. */
  callsPerSecond: z.number().nullable(),
  recentMeanMs: z.number().nullable(),
});
export type PostgresStatement = z.infer<typeof statementSchema>;

const tableSchema = z.object({
  table: z.string(),
  rows: z.number(),
  deadRows: z.number(),
  bytes: z.number(),
  seqScans: z.number(),
  seqRows: z.number(),
  indexScans: z.number(),
  seqRowsPerSecond: z.number().nullable(),
});
export type PostgresTable = z.infer<typeof tableSchema>;

const indexSchema = z.object({
  index: z.string(),
  table: z.string(),
  /** Columns and expressions by their names. */
  columns: z.string(),
  bytes: z.number(),
  scans: z.number(),
  scansPerSecond: z.number().nullable(),
  /** False: a build that was cut short has left it, and no plan uses it. */
  isValid: z.boolean(),
  isUnique: z.boolean(),
});
export type PostgresIndex = z.infer<typeof indexSchema>;

/** A statement of the shop whose plan may be asked for, and what its parameters are when nothing else is said. */
const offeredStatementSchema = z.object({
  statement: z.string(),
  summary: z.string(),
  sql: z.string(),
  parameters: z.array(z.object({ name: z.string(), type: z.enum(['text', 'integer']), value: z.string() })),
});
export type OfferedStatement = z.infer<typeof offeredStatementSchema>;

export const postgresPanelSchema = z.object({
  kind: z.literal('postgres'),
  overMs: z.number().nullable(),
  /** Places for services: those that are kept for the administrator are not among them. */
  maxConnections: z.int(),
  connections: z.array(
    z.object({ application: z.string(), total: z.int(), active: z.int(), idle: z.int(), inTransaction: z.int(), waiting: z.int() }),
  ),
  /** Sessions at work, or waiting, or idle in a transaction; the oldest transaction first. */
  sessions: z.array(sessionSchema),
  blockers: z.array(blockerRowSchema),
  /** Null with a problem where the server does not count statements. */
  statements: z.array(statementSchema).nullable(),
  statementsProblem: z.string().nullable(),
  tables: z.array(tableSchema),
  indexes: z.array(indexSchema),
  offered: z.array(offeredStatementSchema),
});
export type PostgresPanel = z.infer<typeof postgresPanelSchema>;

/** One node of a plan, in the order of reading. */
const planRowSchema = z.object({
  depth: z.int(),
  node: z.string(),
  /** Table or index it reads, where it reads one. */
  on: z.string().nullable(),
  /** Filter, index condition or sort key, as the server words it. */
  detail: z.string().nullable(),
  /** All times and rows are of all loops together. Null when the statement was not run. */
  selfMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  loops: z.number(),
  rowsEstimated: z.number(),
  rows: z.number().nullable(),
  rowsRemoved: z.number(),
  /** Blocks of 8 kB, of this node alone. */
  hitBlocks: z.number(),
  readBlocks: z.number(),
  flags: z.array(z.enum(['seqScanDiscards', 'misestimate', 'sortsOnDisk'])),
});
export type PlanRow = z.infer<typeof planRowSchema>;

export const postgresPlanPanelSchema = z.object({
  kind: z.literal('postgresPlan'),
  statement: z.string(),
  /** What was explained, with its values in it. */
  sql: z.string(),
  /** False: the statement was too slow, or blocked, to be run to its end; rows and times are then estimates or absent. */
  isAnalyzed: z.boolean(),
  problem: z.string().nullable(),
  planningMs: z.number().nullable(),
  executionMs: z.number().nullable(),
  /** Settings that differ from the server's own and bear on plans. */
  settings: z.array(z.object({ name: z.string(), value: z.string() })),
  rows: z.array(planRowSchema),
});
export type PostgresPlanPanel = z.infer<typeof postgresPlanPanelSchema>;
