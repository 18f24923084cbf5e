/** A verification as people read it: on a terminal, and as a page of the docs. */
import type { Played, ScenarioProof, Verification } from './report.ts';

const heads = [
  'scenario',
  'verdict',
  'attempts',
  'felt',
  'alert',
  'paged',
  'found',
  'idle',
  'naive',
  'expert',
  'cheats beaten',
  'undo',
  'took',
  'plan',
];

export function terminalTable({ scenarios, notPlayed }: Verification): string {
  const rows = [heads, ...scenarios.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...table, '', ...scenarios.flatMap(remarks), ...leftOut(notPlayed)].join('\n').trimEnd()}\n`;
}

export function markdownPage(verification: Verification): string {
  const { takenOn, machine, scenarios, notPlayed } = verification;
  const proven = scenarios.filter(({ verdict }) => verdict === 'proven').length;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Proven scenarios',
    '',
    'Written by `npm run brownout -- verify --all --write`; the same as data in `scenarios/verified.json`. [How it is proven](adr/0015-verify.md).',
    '',
    `${proven} of ${scenarios.length} proven. Newest run ${takenOn}: ${machine.cores} cores, Node ${machine.node}.`,
    '',
    row(heads),
    row(heads.map(() => '---')),
    ...scenarios.map((proof) => row(cellsOf(proof))),
    '',
    ...leftOut(notPlayed).flatMap((line) => [line, '']),
    '_found_ is how many of the views that prove the truth showed it on the live sandbox while nobody acted (`--look` asks for that alone).',
    'Scores go from 0 to 1. _felt_, _alert_ (the first of any severity) and _paged_ count from the moment at which the fault was applied.',
    'Each proof is one of what is played in the scenario, made on the day that stands beside it; engine and shop may have changed since, and CI plays one of them anew in turn.',
    '_attempts_ is how often it had to be played; what went wrong before stands in its notes. _took_ is all attempts together.',
    ...scenarios.flatMap(section),
    '',
  ].join('\n');
}

function leftOut(notPlayed: readonly string[]): string[] {
  return notPlayed.length === 0 ? [] : [`Not played: ${notPlayed.join(', ')}.`];
}

function cellsOf(proof: ScenarioProof): string[] {
  const { scenarioId, verdict, attempts, secondsToWitness, secondsToAlert, secondsToPage, idle, naive, expert } = proof;
  const { cheats, undo, tookSeconds, planHash, findable } = proof;
  const beaten = cheats.filter(({ result }) => result === 'beaten').length;
  const exempt = cheats.filter(({ result }) => result === 'exempt').length;
  return [
    scenarioId,
    verdict === 'failed' ? 'FAILED' : verdict,
    String(attempts),
    secondsOf(secondsToWitness),
    secondsOf(secondsToAlert),
    secondsOf(secondsToPage),
    findable === null ? '–' : `${findable.found} of ${findable.of}`,
    scoreOf(idle),
    scoreOf(naive),
    scoreOf(expert),
    `${beaten} of ${cheats.length}${exempt > 0 ? `, ${exempt} exempt` : ''}`,
    undo === null ? '–' : undo.ok ? 'clean' : 'LEFT',
    secondsOf(tookSeconds),
    planHash.slice(0, 8),
  ];
}

/** What a terminal has to tell besides: reasons, and how each cheat fared. */
function remarks(proof: ScenarioProof): string[] {
  const { scenarioId, reasons, notes, cheats, notOffered, tookSeconds, injections, findable, probes } = proof;
  return [
    `${scenarioId}: ${tookSeconds} s, ${injections} injections`,
    ...reasons.map((reason) => `  FAILED: ${reason}`),
    ...(findable?.views ?? []).map((view) => `  to be seen: ${view}`),
    ...cheats.map(({ responder, result, how, because }) => `  ${responder} ${result}${because === null ? '' : ` (${because})`}: ${how}`),
    ...(probes ?? []).map(({ words }) => `  tried with the expert: ${words}`),
    ...notOffered.map((name) => `  ${name}: there is nothing here to do it with`),
    ...notes.map((note) => `  note: ${note}`),
  ];
}

function section(proof: ScenarioProof): string[] {
  const { scenarioId, seed, ratePerSecond, provenOn, mode, reasons, notes, cheats, notOffered, findable, probes, idle, naive, expert } =
    proof;
  const line = (played: Played | null): string[] => (played === null ? [] : [`- ${played.responder} (${scoreOf(played)}): ${played.how}`]);
  return [
    '',
    `## ${scenarioId}`,
    '',
    `${provenOn}, seed ${seed}, ${ratePerSecond} requests/s, ${mode === 'forks' ? 'forks from one injection' : 'every responder from the start'}.`,
    '',
    ...reasons.map((reason) => `- **Failed**: ${reason}`),
    ...(findable?.views ?? []).map((view) => `- To be seen: ${view}`),
    ...[idle, naive, expert].flatMap(line),
    ...(probes ?? []).map(({ words }) => `- Tried before the expert's resolve held: ${words}`),
    ...cheats.map((cheat) => `- ${cheat.responder}, ${cheat.result}${cheat.because === null ? '' : ` (${cheat.because})`}: ${cheat.how}`),
    ...notOffered.map((name) => `- ${name}: there is nothing here to do it with`),
    ...notes.map((note) => `- Note: ${note}`),
  ];
}

function scoreOf(played: Played | null): string {
  return played?.score === undefined || played.score === null ? '–' : played.score.toFixed(2);
}

function secondsOf(seconds: number | null): string {
  return seconds === null ? '–' : `${seconds.toFixed(0)} s`;
}
