import { isRuleWindows, prometheusRules, ruleWindows } from '../../core/notify/prometheus-rules.ts';
import type { SloPlan } from '../../core/scenario/plan.ts';
import { importOpenSlo } from '../../core/slo/import-open-slo.ts';
import { describeProblem } from '../adapters/scenario-files/yaml-folder.ts';
import { readOrRefuse } from './read-file.ts';
import { parseOptions, UsageError } from './usage.ts';

/** Reads OpenSLO files and prints their objectives as the house understands them; 1 when a document cannot be read. */
export async function slosCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean', default: false },
    rules: { type: 'boolean', default: false },
    windows: { type: 'string', default: 'game' },
  });
  const { json, rules, windows } = values;
  if (positionals.length === 0) throw new UsageError('Name at least one OpenSLO file.');
  if (json && rules) throw new UsageError('--json and --rules are two outputs: choose one.');
  if (!isRuleWindows(windows)) throw new UsageError(`--windows is one of ${ruleWindows.join(', ')}, not ${windows}.`);
  const { slos, problems, notes } = importOpenSlo(positionals.map((file) => ({ file, text: readOrRefuse(file) })));
  for (const { file, line, column, message } of notes) process.stderr.write(`${file}:${line}:${column}: ${message}\n`);
  for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
  if (problems.length > 0) return 1;
  if (rules) process.stdout.write(prometheusRules(slos, windows));
  else process.stdout.write(json ? `${JSON.stringify({ slos }, null, 2)}\n` : tableOf(slos));
  return 0;
}

function tableOf(slos: readonly SloPlan[]): string {
  const rows = [
    ['objective', 'journey', 'bad by', 'after', 'good', 'users get'],
    ...slos.map(({ name, journey, sli, thresholdMs, objective, displayName }) => [
      name,
      journey,
      sli,
      `${thresholdMs} ms`,
      `${Number((objective * 100).toPrecision(6))} %`,
      displayName,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return `${rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
