/**
 * The desired state of a sandbox: a pure fold over the operations that stand. Nothing of it is remembered elsewhere, so
 * a process that starts again gets back exactly what the log says.
 */
import { layoutSandbox } from '../stack/layout.ts';
import { type PolicyValue, type Stack, serviceOfSlot, slotNames } from '../stack/schema.ts';
import { type DesiredLoad, disturbancesOf, loadOf, redisOf, takenApart } from './desired-load.ts';
import type { NamedDisturbance } from './disturbances.ts';
import type { NamedHook, SlotDesired } from './messages.ts';
import type { ActiveOperation, StandingOperation, ToxicSpec } from './operations.ts';

/** What a sandbox is before anybody touched it. */
export interface Pristine {
  stack: Stack;
  flags: Record<string, FlagChoices>;
  /** Arrivals per second. */
  ratePerSecond: number;
}

export interface FlagChoices {
  variants: string[];
  defaultVariant: string;
}

export interface NamedToxic extends ToxicSpec {
  /** Safe in a URL path; different operations have different names. */
  name: string;
}

export interface Desired {
  services: Record<string, { version: string; slots: number }>;
  /** By slot, up to `maxSlots`: a slot that does not run yet is started with this. Endpoints depend on what runs and are added by the supervisor. */
  slots: Record<string, Omit<SlotDesired, 'endpoints'>>;
  /** By proxy name, every proxy listed. */
  proxies: Record<string, { enabled: boolean; toxics: NamedToxic[] }>;
  redis: { maxmemoryMb: number; maxmemoryPolicy: string };
  load: DesiredLoad;
  disturbances: NamedDisturbance[];
}

type Standing<Kind extends StandingOperation['kind']> = Extract<StandingOperation, { kind: Kind }>;

/**
 * Folds the operations over the pristine state. For one key the last writer wins; toxics, hooks, cordons, downs and disturbances
 * add up, load factors multiply.
 */
export function desiredState(pristine: Pristine, operations: readonly ActiveOperation[]): Desired {
  const active = takenApart(withoutRepeats(operations));
  return {
    services: servicesOf(pristine.stack, active),
    slots: slotsOf(pristine, active),
    proxies: proxiesOf(pristine.stack, active),
    redis: redisOf(pristine.stack.engines.redis, active),
    load: loadOf(pristine.ratePerSecond, active),
    disturbances: disturbancesOf(active),
  };
}

/** An operation id as a toxic name: every character that a URL path or Toxiproxy could misread becomes `~` and its code. */
export function toxicName(operationId: string): string {
  return operationId.replace(/[^A-Za-z0-9_-]/gu, (character) => `~${character.codePointAt(0)?.toString(16) ?? ''}~`);
}

/** The same id twice is one operation, at the place and with the content of the later one. */
function withoutRepeats(operations: readonly ActiveOperation[]): ActiveOperation[] {
  const last = new Map(operations.map(({ id }, index) => [id, index]));
  return operations.filter(({ id }, index) => last.get(id) === index);
}

function allOf<Kind extends StandingOperation['kind']>(
  active: readonly ActiveOperation[],
  kind: Kind,
): { id: string; operation: Standing<Kind> }[] {
  return active.filter((entry): entry is { id: string; operation: Standing<Kind> } => entry.operation.kind === kind);
}

function servicesOf(stack: Stack, active: readonly ActiveOperation[]): Desired['services'] {
  const services = Object.fromEntries(Object.entries(stack.services).map(([name, { version, slots }]) => [name, { version, slots }]));
  for (const { operation } of active) {
    if (operation.kind !== 'version' && operation.kind !== 'scale') continue;
    const service = services[operation.service];
    if (!service) continue;
    if (operation.kind === 'version') service.version = operation.version;
    else service.slots = operation.slots;
  }
  return services;
}

function slotsOf(pristine: Pristine, active: readonly ActiveOperation[]): Desired['slots'] {
  const { stack } = pristine;
  const running = servicesOf(stack, active);
  const flags = flagsOf(pristine, active);
  const cordoned = new Set(allOf(active, 'cordon').map(({ operation }) => operation.slot));
  const slots: Desired['slots'] = {};
  for (const [service, { maxSlots, versions, policies, version: first }] of Object.entries(stack.services)) {
    const version = running[service]?.version ?? first;
    for (const slot of slotNames(service, maxSlots)) {
      slots[slot] = {
        version,
        behaviours: { ...versions[version] },
        policies: { ...policies, ...policiesOf(service, active) },
        flags: { ...flags },
        hooks: hooksOf(slot, active),
        consumer: cordoned.has(slot) ? 'cordoned' : 'running',
      };
    }
  }
  return slots;
}

function flagsOf({ flags }: Pristine, active: readonly ActiveOperation[]): Record<string, string> {
  const set = allOf(active, 'flag').map(({ operation }) => [operation.flag, operation.variant] as const);
  const standard = Object.entries(flags).map(([name, { defaultVariant }]) => [name, defaultVariant] as const);
  return Object.fromEntries([...standard, ...set]);
}

function policiesOf(service: string, active: readonly ActiveOperation[]): Record<string, PolicyValue> {
  const own = allOf(active, 'policy').filter(({ operation }) => operation.service === service);
  return Object.fromEntries(own.map(({ operation }) => [operation.key, operation.value]));
}

function hooksOf(slot: string, active: readonly ActiveOperation[]): NamedHook[] {
  return allOf(active, 'hook')
    .filter(({ operation }) => operation.target === slot || operation.target === serviceOfSlot(slot))
    .map(({ id, operation }) => ({ id, hook: operation.hook }))
    .sort((a, b) => order(a.id, b.id));
}

function proxiesOf(stack: Stack, active: readonly ActiveOperation[]): Desired['proxies'] {
  const down = new Set(allOf(active, 'down').map(({ operation }) => operation.link));
  // Only names and links are read from this layout: they do not depend on the base port.
  const proxies = layoutSandbox(stack, 0).proxies.map(({ name, link }) => {
    const toxics = allOf(active, 'toxic')
      .filter(({ operation }) => operation.link === link)
      .map(({ id, operation }) => ({ name: toxicName(id), ...operation.toxic }))
      .sort((a, b) => order(a.name, b.name));
    return [name, { enabled: !down.has(link), toxics }] as const;
  });
  return Object.fromEntries(proxies);
}

/** Plain code-unit order: the same on every machine. */
function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
