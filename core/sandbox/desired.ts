/**
 * The desired state of a sandbox: a pure fold over the operations that stand. Nothing of it is remembered elsewhere, so
 * a process that starts again gets back exactly what the log says.
 */
import { layoutSandbox } from '../stack/layout.ts';
import { type PolicyValue, type Stack, type StackService, serviceOfSlot, slotNames } from '../stack/schema.ts';
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
  /** Whether rules decide for each user as long as nobody sets a variant for everybody. */
  targeted?: boolean;
}

export interface NamedToxic extends ToxicSpec {
  /** Safe in a URL path; different operations have different names. */
  name: string;
}

export interface DesiredService {
  version: string;
  /** Instances of that version. */
  slots: number;
  /** Another version beside it. */
  canary?: Canary;
}

interface Canary {
  version: string;
  /** Share of calls it gets. */
  weight: number;
  slot: string;
}

export interface Desired {
  services: Record<string, DesiredService>;
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

/** The one that was put on last. */
function lastOf<Kind extends StandingOperation['kind']>(active: readonly ActiveOperation[], kind: Kind): Standing<Kind> | undefined {
  return allOf(active, kind).at(-1)?.operation;
}

function servicesOf(stack: Stack, active: readonly ActiveOperation[]): Desired['services'] {
  return Object.fromEntries(Object.entries(stack.services).map(([name, service]) => [name, serviceOf(name, service, active)]));
}

function serviceOf(name: string, service: StackService, active: readonly ActiveOperation[]): DesiredService {
  const own = active.filter(({ operation }) => 'service' in operation && operation.service === name);
  const version = lastOf(own, 'version')?.version ?? service.version;
  const slots = lastOf(own, 'scale')?.slots ?? service.slots;
  const canary = lastOf(own, 'canary');
  if (!canary || canary.weight === 0) return { version, slots };
  const slot = canarySlot(name, slots, service.maxSlots);
  // Where every port is taken, one of the instances is given to the canary.
  const others = slot === slotNames(name, slots).at(-1) ? slots - 1 : slots;
  return { version, slots: others, canary: { version: canary.version, weight: canary.weight, slot } };
}

/** The instance a canary runs as: one more where there is room, else the last. */
export function canarySlot(service: string, slots: number, maxSlots: number): string {
  return slotNames(service, Math.min(slots + 1, maxSlots)).at(-1) ?? '';
}

/** Every instance of a service that is to run, the canary last. */
export function instancesOf(service: string, { slots, canary }: DesiredService): string[] {
  return [...slotNames(service, slots), ...(canary ? [canary.slot] : [])];
}

function slotsOf(pristine: Pristine, active: readonly ActiveOperation[]): Desired['slots'] {
  const { stack } = pristine;
  const running = servicesOf(stack, active);
  const flags = flagsOf(pristine, active);
  const cordoned = new Set(allOf(active, 'cordon').map(({ operation }) => operation.slot));
  const slots: Desired['slots'] = {};
  for (const [service, { maxSlots, versions, policies, version: first }] of Object.entries(stack.services)) {
    const { canary, version: common = first } = running[service] ?? {};
    const paused = isPaused(service, active);
    for (const slot of slotNames(service, maxSlots)) {
      const version = canary?.slot === slot ? canary.version : common;
      slots[slot] = {
        version,
        behaviours: { ...versions[version] },
        policies: { ...policies, ...jobPolicies(stack, service, active), ...policiesOf(service, active) },
        flags: { ...flags },
        hooks: hooksOf(slot, version, active),
        consumer: cordoned.has(slot) ? 'cordoned' : paused ? 'paused' : 'running',
      };
    }
  }
  return slots;
}

/** Whether the consumer group of a service is told to stand still. */
export function isPaused(service: string, active: readonly ActiveOperation[]): boolean {
  return allOf(active, 'consumerFlow').findLast(({ operation }) => operation.service === service)?.operation.flow === 'paused';
}

/** Jobs of a service are policies of it, so that an instance needs one list only. */
function jobPolicies({ jobs }: Stack, service: string, active: readonly ActiveOperation[]): Record<string, PolicyValue> {
  const own = Object.entries(jobs).filter(([, job]) => job.service === service);
  const stateOf = (name: string): string =>
    allOf(active, 'job').findLast(({ operation }) => operation.job === name)?.operation.state ?? 'running';
  return Object.fromEntries(own.map(([name]) => [jobPolicy(name), stateOf(name)]));
}

/** Policy that tells a service whether a job of it runs. */
function jobPolicy(job: string): string {
  return `job.${job}`;
}

function flagsOf({ flags }: Pristine, active: readonly ActiveOperation[]): Record<string, string> {
  const set = allOf(active, 'flag').map(({ operation }) => [operation.flag, operation.variant] as const);
  const standard = Object.entries(flags).map(([name, flag]) => [name, flag.targeted ? 'targeted' : flag.defaultVariant] as const);
  return Object.fromEntries([...standard, ...set]);
}

function policiesOf(service: string, active: readonly ActiveOperation[]): Record<string, PolicyValue> {
  const own = allOf(active, 'policy').filter(({ operation }) => operation.service === service);
  return Object.fromEntries(own.map(({ operation }) => [operation.key, operation.value]));
}

function hooksOf(slot: string, version: string, active: readonly ActiveOperation[]): NamedHook[] {
  const service = serviceOfSlot(slot);
  const names = [slot, service, `${service}@${version}`];
  return allOf(active, 'hook')
    .filter(({ operation }) => names.includes(operation.target))
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
