import { canReadProcesses, cpuSeconds } from '../harness/process-tree.ts';
import { ask, startHelper } from '../harness/programs.ts';
import type { FanoutRequest } from '../programs/fanout-server.ts';
import type { AgesMessage, ConnectRequest } from '../programs/viewers.ts';
import type { Measurement, Row } from '../row.ts';
import { percentiles } from '../summary.ts';

const clientCounts = [10, 50, 200, 500];
const goalClients = 200;
const goalMs = 50;
/** Ten times as often as the house does, so that a short run has many samples. */
const everyMs = 100;

/** How old a signal is when the viewers' handlers have it. All viewers share one process, so its queue is in the figure. */
export const fanoutRow: Row = {
  name: 'fanout',
  about: 'from the server until the handler of every one of 10 to 500 socket.io clients',
  runs: 5,
  async open({ ends, quick }) {
    const server = await startHelper(ends, 'fanout-server');
    const viewers = await startHelper(ends, 'viewers');
    const { port } = await ask<{ type: 'listening'; port: number }>(server, { type: 'port' }, 'listening');
    const count = quick ? 15 : 100;
    return async () => {
      const measurements: Measurement[] = [];
      for (const clients of clientCounts) {
        const wish: ConnectRequest = { type: 'connect', url: `http://127.0.0.1:${port}`, clients };
        const { error } = await ask<{ type: 'connected'; error: string }>(viewers, { ...wish }, 'connected');
        if (error !== '') throw new Error(`a viewer cannot connect: ${error}`);
        const [cpuBefore, sinceMs] = [cpuSeconds(server.pid), performance.now()];
        await ask<{ type: 'done' }>(server, { ...({ type: 'signals', count, everyMs } satisfies FanoutRequest) }, 'done');
        const cores = ((cpuSeconds(server.pid) - cpuBefore) * 1000) / (performance.now() - sinceMs);
        const { ages } = await ask<AgesMessage>(viewers, { type: 'take' }, 'ages');
        const { p50, p99 } = percentiles(ages);
        measurements.push(
          { figure: `${clients} clients p50`, unit: 'ms', value: p50 },
          { figure: `${clients} clients p99`, unit: 'ms', value: p99, ...(clients === goalClients ? { goal: { atMost: goalMs } } : {}) },
          {
            figure: `${clients} clients: signals that came`,
            unit: '%',
            value: (ages.length / (clients * count)) * 100,
            goal: { atLeast: 100 },
          },
          { figure: `${clients} clients: processor of the server`, unit: 'cores', value: canReadProcesses ? cores : Number.NaN },
        );
      }
      return measurements;
    };
  },
};
