import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { JourneyStep } from '../../core/stack/schema.ts';
import { addLatencies, type LatencyCounts, latencyQuantile } from '../../core/statistics/latency-counts.ts';
import { Ends } from '../harness/ends.ts';
import { canReadProcesses, watchTree } from '../harness/process-tree.ts';
import { rampSeconds, startSandbox } from '../harness/sandbox.ts';
import type { Goal, Measurement, Row, RowContext } from '../row.ts';

const rates = [50, 100, 200, 300, 600] as const;
/** The rate the goals are for. */
const goalRate = 300;
const journeys = { browse: ['browse', 'product', 'search'], checkout: ['checkout'] } as const satisfies Record<string, JourneyStep[]>;
const goalsMs = { browse: 100, checkout: 1200 };

/** What users get at a steady rate, with full telemetry, and what it costs. */
export const loadRow: Row = {
  name: 'load',
  about: 'latency from intended start, errors, asked against sent, processor at 50 to 600 requests/s with full telemetry',
  runs: 3,
  open: async (context) => async () => {
    const measurements: Measurement[] = [];
    for (const rate of rates) measurements.push(...(await measureRate(context, rate)));
    return measurements;
  },
};

/** A fresh sandbox per rate: what one rate broke must not be seen at the next. */
async function measureRate({ say, quick }: RowContext, rate: number): Promise<Measurement[]> {
  const ends = new Ends(say);
  try {
    const sandbox = await startSandbox(ends, { ratePerSecond: rate });
    await sandbox.seconds(rampSeconds + (quick ? 2 : 10));
    const before = await sandbox.telemetry();
    const use = watchTree(process.pid);
    const seconds = await sandbox.seconds(quick ? 8 : 60);
    const components = use();
    const after = await sandbox.telemetry();
    const coresOf = (wanted: (component: string) => boolean): number =>
      components.filter(({ component }) => wanted(component)).reduce((sum, { cores }) => sum + cores, 0);
    const apart = ['load generator', 'bench'];
    return [
      ...servedFigures(seconds, rate),
      { figure: `spans stored at ${rate}/s`, unit: '1/s', value: (after.spans - before.spans) / seconds.length },
      { figure: `telemetry refused at ${rate}/s`, unit: 'requests', value: after.refused - before.refused, goal: { atMost: 0 } },
      ...(canReadProcesses
        ? [
            { figure: `processor without the load generator at ${rate}/s`, unit: 'cores', value: coresOf((one) => !apart.includes(one)) },
            ...components
              .filter(({ component }) => component !== 'bench')
              .map(({ component, cores }) => ({ figure: `processor of ${component} at ${rate}/s`, unit: 'cores', value: cores })),
          ]
        : []),
    ];
  } finally {
    await ends.end();
  }
}

/** What the ledger says about a window. Exported for its test. */
export function servedFigures(seconds: readonly LedgerSecond[], rate: number): Measurement[] {
  const sum = (value: (second: LedgerSecond) => number): number => seconds.reduce((total, second) => total + value(second), 0);
  const goal = (atMost: number): { goal?: Goal } => (rate === goalRate ? { goal: { atMost } } : {});
  const asked = sum((second) => second.asked);
  const bad = sum((second) => availability(second, 'bad'));
  const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : (part / whole) * 100);
  const latencies = Object.entries(journeys).flatMap(([journey, steps]) => {
    const counts = latenciesOf(seconds, steps);
    const [p50, p99] = [latencyQuantile(counts, 0.5), latencyQuantile(counts, 0.99)];
    return [
      { figure: `${journey} p50 at ${rate}/s`, unit: 'ms', value: p50 },
      { figure: `${journey} p99 at ${rate}/s`, unit: 'ms', value: p99, ...goal(goalsMs[journey as keyof typeof goalsMs]) },
    ];
  });
  return [
    ...latencies,
    { figure: `errors at ${rate}/s`, unit: '%', value: share(bad, bad + sum((second) => availability(second, 'good'))) },
    { figure: `sent at ${rate}/s`, unit: '1/s', value: sum((second) => second.sent) / seconds.length, theory: rate },
    {
      figure: `asked and not sent at ${rate}/s`,
      unit: '%',
      value: share(Math.abs(asked - sum((second) => second.sent)), asked),
      ...goal(1),
    },
    {
      figure: `started over 10 ms late at ${rate}/s`,
      unit: '%',
      value: share(
        sum((second) => second.late),
        asked,
      ),
    },
  ];
}

function availability({ sli }: LedgerSecond, kind: 'good' | 'bad'): number {
  return Object.entries(sli)
    .filter(([name]) => name.endsWith('-availability'))
    .reduce((sum, [, counts]) => sum + counts[kind], 0);
}

function latenciesOf(seconds: readonly LedgerSecond[], steps: readonly JourneyStep[]): LatencyCounts {
  const counts: LatencyCounts = {};
  for (const { latency } of seconds) for (const step of steps) addLatencies(counts, latency[step]?.buckets ?? {});
  return counts;
}
