/** `npm run bench -- [ROW…] [--runs N] [--quick] [--json] [--save | --no-save]`; `growth` and `footprint` besides. */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findRunning } from '../server/runtime-file.ts';
import { readSettings } from '../server/settings.ts';
import { growthOf } from './growth.ts';
import { Ends } from './harness/ends.ts';
import { canReadProcesses, watchTree } from './harness/process-tree.ts';
import { makeRecord, readRecords, saveRecord } from './record.ts';
import type { Measurement, Row } from './row.ts';
import { rows } from './rows/index.ts';
import { type FigureSummary, reaches, summarise } from './summary.ts';
import { tableOf } from './table.ts';

class UsageError extends Error {}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const tell = (text: string): void => void process.stdout.write(`${text}\n`);

const usage = [
  'Usage: npm run bench -- [ROW…] [--runs N] [--quick] [--json] [--save | --no-save]',
  ...rows.map(({ name, about, onDemand }) => `  ${name.padEnd(10)} ${about}${onDemand ? ' (only when named)' : ''}`),
  '       npm run bench -- growth                Markdown tables of all kept runs',
  '       npm run bench -- footprint [SECONDS]   processor and memory of the Brownout that runs on BROWNOUT_DATA',
].join('\n');

const ends = new Ends(say);
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void ends.end().finally(() => process.exit(130));
  });
}

interface Options {
  chosen: readonly Row[];
  runs: number | null;
  quick: boolean;
  json: boolean;
  save: boolean;
}

/** Measures row by row; a row that fails is told, keeps the runs it had, and the others still run. */
async function bench({ chosen, runs, quick, json, save }: Options): Promise<number> {
  const notes: string[] = [];
  const figures: FigureSummary[] = [];
  let failed = 0;
  for (const row of chosen) {
    const times = runs ?? (quick ? 1 : row.runs);
    const results: Measurement[][] = [];
    try {
      await measureRow(row, { times, quick, notes, results });
    } catch (error) {
      if (stopping) return 130;
      failed += 1;
      say(`${row.name} failed: ${(error as Error).stack}`);
      notes.push(`${row.name} failed in run ${results.length + 1}: ${(error as Error).message.split('\n')[0]}`);
    }
    const measured = summarise(row.name, results);
    figures.push(...measured);
    // Told at once: whoever stops a long bench keeps what was measured.
    if (!json) tell(tableOf(measured));
  }
  const record = makeRecord({ quick, notes, figures });
  if (save) say(`kept in ${saveRecord(record)}`);
  tell(json ? JSON.stringify(record, null, 2) : notes.map((note) => `Note: ${note}`).join('\n'));
  const missed = figures.filter((figure) => reaches(figure) === false).length;
  say(`${figures.length} figures, ${missed} goals missed, ${failed} rows failed`);
  return failed === 0 ? 0 : 1;
}

interface Runs {
  times: number;
  quick: boolean;
  notes: string[];
  /** Grows by one with every run. */
  results: Measurement[][];
}

async function measureRow(row: Row, { times, quick, notes, results }: Runs): Promise<void> {
  const own = new Ends(say);
  const done = ends.add(() => own.end());
  try {
    say(`${row.name}: ${row.about}`);
    const measure = await row.open({
      quick,
      ends: own,
      say: (line) => say(`  ${line}`),
      note: (line) => void (notes.includes(line) || notes.push(line)),
    });
    for (let run = 1; run <= times; run += 1) {
      results.push(await measure());
      say(`  run ${run} of ${times} done`);
    }
  } finally {
    await done();
  }
}

/** What a running Brownout uses, for people who want to know now. */
async function footprint(seconds: number): Promise<number> {
  const running = await findRunning(readSettings().dataDir);
  if (!running || !canReadProcesses) {
    say(
      running
        ? 'This system does not tell what processes use; run it on Linux.'
        : 'No Brownout runs on this data folder: start it with npm start.',
    );
    return 1;
  }
  const use = watchTree(running.pid);
  await pause(seconds * 1000);
  const figures = use().flatMap(({ component, cores, pssMb, processes }) => [
    { figure: `${component} (${processes})`, unit: '% of a core', value: cores * 100 },
    { figure: `${component}, PSS`, unit: 'MB', value: pssMb },
  ]);
  tell(tableOf(summarise(`footprint over ${seconds} s`, [figures])));
  return 0;
}

function chooseRows(names: readonly string[]): Row[] {
  const unknown = names.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined) throw new UsageError(`There is no row ${unknown}.`);
  return rows.filter(({ name, onDemand }) => (names.length === 0 ? !onDemand : names.includes(name)));
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`${name} ${text} is not a whole number from 1 on.`);
  return value;
}

function parse(args: string[]): { positionals: string[]; options: Omit<Options, 'chosen'> } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
      'no-save': { type: 'boolean', default: false },
    },
  });
  const runs = values.runs === undefined ? null : wholeNumber('--runs', values.runs);
  return {
    positionals,
    options: { runs, quick: values.quick, json: values.json, save: values.save || !(values.quick || values['no-save']) },
  };
}

async function main(args: string[]): Promise<number> {
  try {
    const { positionals, options } = parse(args);
    const [command, argument = '10'] = positionals;
    if (command === 'growth') tell(growthOf(readRecords()) || 'No run was kept so far: npm run bench -- --save');
    else if (command === 'footprint') return await footprint(wholeNumber('SECONDS', argument));
    else return await bench({ ...options, chosen: chooseRows(positionals) });
    return 0;
  } catch (error) {
    say((error as Error).message);
    const isUsage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    if (isUsage) say(usage);
    return isUsage ? 2 : 1;
  }
}

const exitCode = await main(process.argv.slice(2));
if (!stopping) {
  await ends.end();
  process.exit(exitCode);
}
