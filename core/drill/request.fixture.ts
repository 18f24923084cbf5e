/** Drills with change requests. */

import type { Shipment } from '../protocol/requests.ts';
import type { RequestTruth } from '../requests/planned.ts';
import type { Plan, ScriptItem } from '../scenario/plan.ts';
import type { CommandData } from './commands.ts';
import type { Decision } from './decide.ts';
import { planOf } from './plan.fixture.ts';
import { ana, ben, type Simulation, simulate } from './simulation.fixture.ts';

export const canary: Shipment = { kind: 'release', service: 'orders', version: '3.9.0', canaryShare: 0.2 };
export const migration: Shipment = { kind: 'migration', migration: 'order-notes' };
export const flag: Shipment = { kind: 'flag', flag: 'express-shipping', variant: 'on' };

/** Asked for one second after the start, and one more with each further one. */
function askedFor(...shipments: Shipment[]): ScriptItem[] {
  return shipments.map((ships, index) => ({
    id: `r${index + 1}`,
    drawer: false,
    due: { atMs: 1_000 * (index + 1) },
    kind: 'request',
    request: {
      from: 'Checkout engineer',
      owner: 'checkout',
      title: `Change ${index + 1}`,
      summary: 'We would like to ship it.',
      ships,
      wantedAfterMs: 300_000,
      replies: { approve: 'We start.', hold: 'It waits.', conditions: 'Agreed.' },
    },
  }));
}

const offers = ['canary.promote', 'canary.abort', 'service.restart', 'service.rollback'].map((control) => ({
  control,
  targets: ['orders'],
}));

export function planAsking(
  shipments: readonly Shipment[],
  { truths = [], ...changes }: Partial<Plan> & { truths?: RequestTruth[] } = {},
): Plan {
  const plan = planOf({ script: askedFor(...shipments), controls: offers, ...changes });
  return { ...plan, truth: { ...plan.truth, requests: truths } };
}

/** Live, with every request on the table. */
export function asked(plan: Plan): Simulation {
  const sim = simulate(plan);
  sim.goLive();
  sim.play(plan.script.filter(({ kind }) => kind === 'request').length + 1);
  sim.news();
  sim.effects.length = 0;
  return sim;
}

const canaryRuns: ScriptItem = {
  ...{ id: 'i1', drawer: false, due: { atMs: 0 }, kind: 'change' },
  change: {
    kind: 'deploy',
    target: 'orders',
    summary: 'canary',
    by: 'ci',
    operation: { kind: 'canary', service: 'orders', version: '3.8.1', weight: 0.1 },
  },
};

/** Live, with every request on the table and a canary beside; so much of the budget of checkouts was left. Ana commands, Ben operates. */
export function budgeted(left: number, shipments: readonly Shipment[], changes: Partial<Plan> = {}): Simulation {
  const plan = planAsking(shipments, { releasePolicy: { budgetLine: 0.25 }, ...changes });
  const slos = plan.slos.map((slo) => (slo.name === 'checkout-availability' ? { ...slo, openingBudget: left } : slo));
  const sim = simulate({ ...plan, slos, script: [canaryRuns, ...plan.script] });
  sim.goLive();
  for (const [actor, role] of [
    [ana, 'commander'],
    [ben, 'operations'],
  ] as const)
    sim.send('join', { playerId: actor.id, name: actor.name, role }, { actor });
  sim.play(shipments.length + 2);
  sim.news();
  return sim;
}

export function answer(sim: Simulation, decision: Partial<CommandData['decideRequest']>, actor = ana): Decision {
  return sim.send('decideRequest', { requestId: 'request-1', verdict: 'approve', ...decision }, { actor });
}
