/** Checks that an instance that is named runs then: ports are kept free for more of them than run. */
import { compileFault, type Fault } from '../faults/index.ts';
import { canarySlot } from '../sandbox/desired.ts';
import type { StandingOperation } from '../sandbox/operations.ts';
import { linkEnds, type Stack, serviceOfSlot, slotNames } from '../stack/schema.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import type { ResolvedScenario } from './schema.ts';
import { earliestDueMs } from './timing.ts';

interface Named {
  path: Finding['path'];
  /** A service, an instance, a link, or anything else of the stack. */
  name: string;
  /** An instance that comes later is not there yet; null where one has to be there whatever the pod does with a canary. */
  byMs: number | null;
}

/** Instances that never run: neither from the start nor as a canary of the script. */
export function idleInstances({ scenario, stack }: Pick<Checking, 'scenario' | 'stack'>): string[] {
  const comes = arrivals(scenario, stack).map(({ instance }) => instance);
  return Object.entries(stack.services).flatMap(([service, { slots, maxSlots }]) =>
    slotNames(service, maxSlots).filter((name, index) => index >= slots && !comes.includes(name)),
  );
}

export function checkInstances(checking: Checking): Finding[] {
  const { scenario, stack } = checking;
  const comes = arrivals(scenario, stack);
  return namedIn(scenario).flatMap(({ path, name, byMs }) => {
    const instance = instanceOf(name);
    const service = serviceOfSlot(instance);
    const { slots, maxSlots } = stack.services[service] ?? { slots: 0, maxSlots: 0 };
    // What the stack has no room for is told as unknown.
    const isSpare = slotNames(service, maxSlots).slice(slots).includes(instance);
    if (!isSpare || (byMs !== null && comes.some((canary) => canary.instance === instance && canary.atMs <= byMs))) return [];
    const running = [service, ...slotNames(service, slots)].join(', ');
    const orCanary = byMs === null ? '' : ', or an instance that a canary of the script has brought up before';
    return [
      {
        path,
        message: `${instance} does not run: ${service} starts with ${slots === 1 ? 'one instance' : `${slots} instances`}`,
        expected: `${running}${orCanary}`,
      },
    ];
  });
}

function namedIn(scenario: ResolvedScenario): Named[] {
  const { background, script, oracle, truth } = scenario;
  const anyTime = Number.POSITIVE_INFINITY;
  const faults = script.flatMap((inject, index) =>
    targetsOf(inject.fault).map(({ field, name }) => ({
      path: ['script', index, 'fault', ...field],
      name,
      byMs: earliestDueMs(inject, scenario) ?? anyTime,
    })),
  );
  const changes = [...Object.entries({ background, script })].flatMap(([section, items]) =>
    items.flatMap(({ change }, index) =>
      change ? [{ path: [section, index, 'change', 'target'], name: change.target, byMs: anyTime }] : [],
    ),
  );
  const ends = truth.propagation.flatMap((hop, index) =>
    (['from', 'to'] as const).map((end) => ({ path: ['truth', 'propagation', index, end], name: hop[end], byMs: anyTime })),
  );
  return [
    ...faults,
    ...changes,
    { path: ['truth', 'trigger', 'component'], name: truth.trigger.component, byMs: anyTime },
    ...ends,
    ...(oracle.restartProbe === undefined ? [] : [{ path: ['oracle', 'restartProbe'], name: oracle.restartProbe, byMs: null }]),
  ];
}

/** `fulfilment-2->kafka` is the way of one instance. */
const instanceOf = (name: string): string => (name.includes('->') ? linkEnds(name).from : name);

/** What a fault is put on, and the field that says so. */
function targetsOf(fault: Fault | undefined): { field: string[]; name: string }[] {
  if (fault === undefined) return [];
  return targetsIn(compileFault(fault)).map((name) => {
    const named = Object.entries(fault).find(([, value]) => typeof value === 'string' && value.startsWith(instanceOf(name)));
    return { field: named ? [named[0]] : [], name };
  });
}

function targetsIn(operation: StandingOperation): string[] {
  if (operation.kind === 'together') return operation.operations.flatMap(targetsIn);
  if (operation.kind === 'hook') return [operation.target];
  return 'link' in operation ? [operation.link] : [];
}

/** Instances that the script brings up, and when at the earliest. */
function arrivals(scenario: ResolvedScenario, stack: Stack): { instance: string; atMs: number }[] {
  const { background, script } = scenario;
  const before = background.flatMap(({ release }) => (release?.canary === undefined ? [] : [{ service: release.service, atMs: 0 }]));
  const during = script.flatMap((inject) => {
    const atMs = earliestDueMs(inject, scenario) ?? 0;
    return canariesOf(inject).map((service) => ({ service, atMs }));
  });
  return [...before, ...during].flatMap(({ service, atMs }) => {
    const known = stack.services[service];
    return known ? [{ instance: canarySlot(service, known.slots, known.maxSlots), atMs }] : [];
  });
}

function canariesOf({ fault, release, request }: ResolvedScenario['script'][number]): string[] {
  const operation = fault?.kind === 'canary' ? compileFault(fault) : null;
  const shipped = request && 'release' in request.ships ? request.ships.release : undefined;
  return [
    ...(operation?.kind === 'canary' ? [operation.service] : []),
    ...[release, shipped].flatMap((asked) => (asked?.canary === undefined ? [] : [asked.service])),
  ];
}
