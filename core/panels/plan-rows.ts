/** The answer of `EXPLAIN (FORMAT JSON)` as rows to read: each node with what it took by itself, and what is suspicious about it. */
import type { PlanRow } from '../protocol/panels-postgres.ts';

/** A node as the server writes it; times and rows are per loop. */
export interface ExplainNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'CTE Name'?: string;
  'Function Name'?: string;
  'Subplan Name'?: string;
  'Join Type'?: string;
  Filter?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  'Hash Cond'?: string;
  'Merge Cond'?: string;
  'Join Filter'?: string;
  'Sort Key'?: string[];
  'Sort Space Type'?: string;
  'Plan Rows': number;
  'Actual Rows'?: number;
  'Actual Total Time'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: ExplainNode[];
}

/** A scan of a whole table that throws away so many rows, and so large a part of what it reads, lacks an index. */
const discards = { rows: 300, share: 0.9 };
/** The planner was wrong by so much, and about so many rows that it matters. */
const misestimate = { factor: 10, rows: 100 };
const shownDetail = 300;
const removals = ['Rows Removed by Filter', 'Rows Removed by Join Filter', 'Rows Removed by Index Recheck'] as const;

export function planRows(root: ExplainNode): PlanRow[] {
  const rows: PlanRow[] = [];
  const visit = (node: ExplainNode, depth: number): void => {
    rows.push(rowOf(node, depth));
    for (const child of childrenOf(node)) visit(child, depth + 1);
  };
  visit(root, 0);
  return rows;
}

function rowOf(node: ExplainNode, depth: number): PlanRow {
  const row = {
    depth,
    node: nameOf(node),
    on: node['Index Name'] ?? node['Relation Name'] ?? node['CTE Name'] ?? node['Function Name'] ?? null,
    detail: detailOf(node),
    ...timesOf(node),
    ...rowCountsOf(node),
    hitBlocks: ownBlocks(node, 'Shared Hit Blocks'),
    readBlocks: ownBlocks(node, 'Shared Read Blocks'),
  };
  return { ...row, flags: flagsOf(node, row) };
}

function timesOf(node: ExplainNode): Pick<PlanRow, 'selfMs' | 'totalMs'> {
  const totalMs = totalOf(node);
  if (totalMs === null) return { selfMs: null, totalMs };
  const ofChildren = childrenOf(node).reduce((sum, child) => sum + (totalOf(child) ?? 0), 0);
  return { selfMs: Math.max(0, totalMs - ofChildren), totalMs };
}

/** Of all loops; null when the node was not run at all. */
function totalOf(node: ExplainNode): number | null {
  const perLoop = node['Actual Total Time'];
  return perLoop === undefined ? null : perLoop * loopsOf(node);
}

/** Of all loops, as the server counts per loop. */
function rowCountsOf(node: ExplainNode): Pick<PlanRow, 'loops' | 'rowsEstimated' | 'rows' | 'rowsRemoved'> {
  const loops = loopsOf(node);
  const perLoop = node['Actual Rows'];
  return {
    loops,
    rowsEstimated: node['Plan Rows'] * Math.max(1, loops),
    rows: perLoop === undefined ? null : perLoop * loops,
    rowsRemoved: removals.reduce((sum, removal) => sum + (node[removal] ?? 0), 0) * loops,
  };
}

/** Without those of the children, which the server counts in. */
function ownBlocks(node: ExplainNode, blocks: 'Shared Hit Blocks' | 'Shared Read Blocks'): number {
  const ofChildren = childrenOf(node).reduce((sum, child) => sum + (child[blocks] ?? 0), 0);
  return Math.max(0, (node[blocks] ?? 0) - ofChildren);
}

const loopsOf = (node: ExplainNode): number => node['Actual Loops'] ?? 1;
const childrenOf = (node: ExplainNode): readonly ExplainNode[] => node.Plans ?? [];

function nameOf(node: ExplainNode): string {
  const join = node['Join Type'];
  const name = join && join !== 'Inner' && !node['Node Type'].includes('Join') ? `${node['Node Type']} (${join})` : node['Node Type'];
  return node['Subplan Name'] ? `${node['Subplan Name']}: ${name}` : name;
}

function detailOf(node: ExplainNode): string | null {
  const parts = [
    ['index condition', node['Index Cond']],
    ['recheck', node['Recheck Cond']],
    ['condition', node['Hash Cond'] ?? node['Merge Cond']],
    ['join filter', node['Join Filter']],
    ['filter', node.Filter],
    ['by', node['Sort Key']?.join(', ')],
  ].flatMap(([word, text]) => (text ? [`${word} ${text}`] : []));
  return parts.length === 0 ? null : parts.join('; ').slice(0, shownDetail);
}

function flagsOf(node: ExplainNode, row: Omit<PlanRow, 'flags'>): PlanRow['flags'] {
  const { rows, rowsRemoved, rowsEstimated } = row;
  if (rows === null) return [];
  const flags: PlanRow['flags'] = [];
  const read = rows + rowsRemoved;
  if (node['Node Type'].endsWith('Seq Scan') && rowsRemoved >= discards.rows && rowsRemoved >= read * discards.share)
    flags.push('seqScanDiscards');
  const [low, high] = rows < rowsEstimated ? [rows, rowsEstimated] : [rowsEstimated, rows];
  if (high >= misestimate.rows && high >= Math.max(1, low) * misestimate.factor) flags.push('misestimate');
  if (node['Sort Space Type'] === 'Disk') flags.push('sortsOnDisk');
  return flags;
}
