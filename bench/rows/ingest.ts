import { canReadProcesses, cpuSeconds } from '../harness/process-tree.ts';
import { ask, type Child, startHelper } from '../harness/programs.ts';
import type { CollectorBoot, CollectorMessage, CollectorRequest } from '../programs/collector.ts';
import type { SendRequest, SentMessage } from '../programs/otlp-sender.ts';
import type { Measurement, Row } from '../row.ts';

const token = 'bench';
/** Offered one after the other until one is not carried. */
const offers = [10_000, 20_000, 30_000, 40_000, 60_000, 80_000];
const goalPerSecond = 20_000;
/** A receiver that needs longer than this after the last batch was behind, not keeping up. */
const mostBacklogMs = 500;

interface Step {
  offered: number;
  perCore: number;
  /** Processor time of the sender over the time it took. */
  senderCores: number;
  lost: number;
  carried: boolean;
  backlogMs: number;
}

/** How many spans the telemetry worker takes, end to end: HTTP, parse, flatten, store. */
export const ingestRow: Row = {
  name: 'ingest',
  about: 'spans per second through the OTLP listener of the telemetry worker: sent, stored, processor',
  runs: 3,
  async open({ ends, quick, say }) {
    const collector = await startHelper(ends, 'collector', { boot: { token } satisfies CollectorBoot });
    const sender = await startHelper(ends, 'otlp-sender');
    const { port } = await ask<CollectorMessage & { type: 'listening' }>(
      collector,
      { type: 'port' } satisfies CollectorRequest,
      'listening',
    );
    const offer = (offered: number): Promise<Step> => measure({ collector, sender, port }, offered, quick ? 2000 : 10_000);
    await offer(offers[0] ?? goalPerSecond);
    return async () => {
      const steps: Step[] = [];
      for (const offered of offers) {
        const step = await offer(offered);
        steps.push(step);
        say(
          `offered ${offered}/s: ${step.carried ? 'carried' : `not carried (${step.lost} lost, ${Math.round(step.backlogMs)} ms behind)`}`,
        );
        if (!step.carried) break;
      }
      return figures(steps);
    };
  },
};

function figures(steps: readonly Step[]): Measurement[] {
  const carried = steps.filter((step) => step.carried);
  const atGoal = steps.find(({ offered }) => offered === goalPerSecond);
  return [
    {
      figure: 'most offered that was carried without loss',
      unit: 'spans/s',
      value: carried.at(-1)?.offered ?? 0,
      goal: { atLeast: goalPerSecond },
    },
    { figure: `lost at ${goalPerSecond}/s`, unit: 'spans', value: atGoal?.lost ?? Number.NaN, goal: { atMost: 0 } },
    ...(canReadProcesses
      ? [
          {
            figure: `per core at ${goalPerSecond}/s`,
            unit: 'spans/s',
            value: atGoal?.perCore ?? Number.NaN,
            goal: { atLeast: goalPerSecond },
          },
          { figure: `processor of the sender at ${goalPerSecond}/s`, unit: 'cores', value: atGoal?.senderCores ?? Number.NaN },
        ]
      : []),
  ];
}

interface Subject {
  collector: Child;
  sender: Child;
  port: number;
}

async function measure({ collector, sender, port }: Subject, offered: number, forMs: number): Promise<Step> {
  const taken = (): Promise<number> =>
    ask<CollectorMessage & { type: 'taken' }>(collector, { type: 'take' }, 'taken').then(({ spans }) => spans);
  const before = await taken();
  const [cpuBefore, senderBefore, sinceMs] = [cpuSeconds(collector.pid), cpuSeconds(sender.pid), performance.now()];
  const wish: SendRequest = { type: 'send', port, path: `/otlp/${token}/v1/traces`, spansPerSecond: offered, forMs };
  const sent = await ask<SentMessage>(sender, { ...wish }, 'sent');
  const cpu = cpuSeconds(collector.pid) - cpuBefore;
  const senderCores = ((cpuSeconds(sender.pid) - senderBefore) * 1000) / (performance.now() - sinceMs);
  const stored = (await taken()) - before;
  const kept = await ask<CollectorMessage & { type: 'found' }>(collector, { type: 'find', traceId: sent.sample.traceId }, 'found');
  const lost = sent.sent - Math.min(stored, sent.accepted) + (sent.sample.spans - kept.spans);
  return {
    offered,
    perCore: stored / cpu,
    senderCores,
    lost,
    backlogMs: sent.backlogMs,
    carried: lost === 0 && Math.max(sent.backlogMs, sent.latestMs) <= mostBacklogMs,
  };
}
