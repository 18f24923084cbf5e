/** Plans for tests: one small scenario with a decoy, a felt network fault and an owner; change what a test is about. */
import type { Plan, ScriptItem, SloPlan } from '../scenario/plan.ts';

export const primaryFault: ScriptItem & { kind: 'fault' } = {
  id: 'f1',
  drawer: false,
  due: { atMs: 30_000 },
  kind: 'fault',
  operation: {
    kind: 'toxic',
    link: 'catalog->redis',
    toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 900, jitter: 300 } },
  },
  label: 'slow cache',
  primary: true,
  endsAfterMs: null,
  change: null,
};

export const ceoMessage: ScriptItem & { kind: 'message' } = {
  id: 'i1',
  drawer: false,
  due: { afterAlert: 'any', delayMs: 5_000 },
  kind: 'message',
  channel: 'incident',
  from: 'CEO',
  text: 'What is going on?',
};

export const decoyRelease: ScriptItem & { kind: 'change' } = {
  id: 'i2',
  drawer: false,
  due: { atMs: 20_000 },
  kind: 'change',
  change: {
    kind: 'deploy',
    target: 'orders',
    summary: 'orders 3.8.1 released',
    by: 'ci',
    operation: { kind: 'version', service: 'orders', version: '3.8.1' },
  },
};

export const orderFreshness: SloPlan = {
  name: 'order-freshness',
  displayName: 'Orders ship soon',
  journey: 'order',
  sli: 'freshness',
  thresholdMs: 15_000,
  objective: 0.99,
};

export function planOf(changes: Partial<Plan> = {}): Plan {
  return {
    planVersion: 1,
    hash: 'hash-1',
    scenarioId: 'saturday-slowdown',
    title: 'Saturday slowdown',
    briefing: 'You are on call for the shop.',
    seed: 7,
    stack: 'shop',
    tutorial: false,
    difficulty: 2,
    capabilities: ['reliability'],
    baselineMs: 10_000,
    timeboxMs: 600_000,
    slos: [
      {
        name: 'browse-latency',
        displayName: 'Product pages are fast',
        journey: 'browse',
        sli: 'latency',
        thresholdMs: 300,
        objective: 0.99,
      },
      {
        name: 'checkout-availability',
        displayName: 'Checkout works',
        journey: 'checkout',
        sli: 'availability',
        thresholdMs: 2_000,
        objective: 0.99,
      },
    ],
    causeAlerts: [],
    background: [],
    script: [primaryFault],
    truth: {
      trigger: { component: 'catalog->redis', mechanism: 'latency', since: 'f1', why: 'a backup job on the cache host', owner: 'platform' },
      conditions: ['no client deadline on cache reads'],
      detectionGap: 'nothing watches the cache path',
      propagation: [{ from: 'redis', to: 'catalog', effect: 'slow reads' }],
      accepted: [{ control: 'cache.bypass', target: 'catalog' }],
      partial: [{ control: 'traffic.shed' }],
      harmful: [{ control: 'cache.flush' }],
      decoys: ['orders 3.8.1'],
      owners: [{ owner: 'platform', reply: 'We stopped the backup.', endsFault: 'f1', afterMs: 20_000 }],
    },
    expect: { witness: 'felt', slo: 'browse-latency', withinMs: 30_000, alerts: [], idle: 'loses' },
    oracle: { holdMs: 60_000, minTrafficShare: 0.95 },
    controls: [
      { control: 'service.restart', targets: ['catalog', 'orders'] },
      { control: 'service.rollback', targets: ['orders'] },
      { control: 'cache.bypass', targets: ['catalog'] },
      { control: 'cache.flush', targets: ['redis'] },
      { control: 'traffic.shed', targets: ['gateway'] },
      { control: 'owner.page', targets: ['platform', 'storefront'] },
    ],
    versions: {
      catalog: { current: '1.14.1', previous: ['1.14.0'] },
      orders: { current: '3.8.0', previous: ['3.7.9'] },
      gateway: { current: '2.31.0', previous: ['2.30.4'] },
    },
    responders: { idle: [] },
    faults: [
      { fault: 'latency', targets: ['catalog->redis', 'orders->payments'] },
      { fault: 'hook-busy', targets: ['catalog', 'orders'] },
    ],
    sheet: {
      seenWhen: [{ when: '10 s after the fault', seen: 'the p95 of the link rises' }],
      deadEnds: ['the release of orders'],
      questions: ['What has changed since it was well?'],
    },
    proof: [
      { signal: 'cache|hitRatio', says: 'It falls from the fault on.' },
      { signal: 'link:catalog->redis|p95', says: 'The link is slow.' },
      { trace: 'catalog->redis', pick: 'slow', says: 'The time goes to the cache.' },
    ],
    debrief: ['How did the change log look?'],
    inspiredBy: 'https://example.com/post-mortem',
    ...changes,
  };
}

/** Nothing is wrong here: an innocent release and a worried message. */
export function quietPlanOf(changes: Partial<Plan> = {}): Plan {
  return planOf({
    script: [decoyRelease],
    expect: { witness: 'none', slo: 'browse-latency', withinMs: 30_000, alerts: [], idle: 'holds' },
    ...changes,
  });
}
