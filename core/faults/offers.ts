/** What a facilitator may inject into a stack, and the fault their choice means. */
import { checkParameters } from '../controls/parameters.ts';
import type { FaultOffer } from '../protocol/desk.ts';
import { linkEnds, type Stack, serviceOfSlot, slotNames } from '../stack/schema.ts';
import type { TargetKind } from './fault.ts';
import { type Fault, faultForms, faultSchema } from './index.ts';

/** Units that a scenario writes behind its numbers; the others are bare numbers there. */
const writtenUnits = ['ms', 'KB/s', 'MB'];

/** Field of the fault's schema that names the target; null where there is just one. */
const targetFields: Record<TargetKind, string | null> = {
  link: 'link',
  service: 'target',
  flag: 'flag',
  cache: null,
  index: 'index',
  table: 'table',
  database: null,
  member: 'member',
  traffic: null,
  segment: 'segment',
  migration: 'migration',
  release: 'release',
  canary: 'release',
  telemetry: 'link',
  declared: 'target',
};
/** Where targets that the stack declares go into another field. */
const declaredFields: Record<string, string> = { 'segment-errors': 'where', 'schema-change': 'release' };

const resolvedFaultSchema = faultSchema((inner) => inner);

/** One offer per kind of fault that this stack has a target for. */
export function faultOffersOf(stack: Stack): FaultOffer[] {
  return [...faultForms].flatMap(([fault, { title, on, parameters }]) => {
    const targets = on === 'declared' ? declaredTargets(stack, fault) : targetsOf(stack, on);
    if (targets.length === 0) return [];
    return [{ fault, title, targets, parameters: parameters.map(({ integer: _integer, ...spec }) => spec) }];
  });
}

interface FaultChoice {
  fault: string;
  target: string;
  /** Numbers in the unit of the offer; what is left out takes its default. */
  parameters: Record<string, string | number | boolean>;
}

/** The fault a choice means, or what is wrong with its parameters. The kind is one of the offers. */
export function chosenFault({ fault, target, parameters }: FaultChoice): { ok: true; fault: Fault } | { ok: false; detail: string } {
  const form = faultForms.get(fault);
  if (!form) return { ok: false, detail: `there is no fault ${fault}` };
  const checked = checkParameters({ control: fault, parameters: form.parameters }, parameters);
  if (!checked.ok) return checked;
  const fields = form.parameters.map(({ name, unit }) => {
    const value = checked.parameters[name];
    return [name, writtenUnits.includes(unit) ? `${String(value)}${unit}` : value] as const;
  });
  const field = declaredFields[fault] ?? targetFields[form.on];
  const parsed = resolvedFaultSchema.safeParse({
    kind: fault,
    ...(field === null ? {} : { [field]: target }),
    ...Object.fromEntries(fields),
  });
  if (parsed.success) return { ok: true, fault: parsed.data };
  return { ok: false, detail: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
}

/** Where `faults:` of the stack says that a kind can be. */
function declaredTargets(stack: Stack, fault: string): string[] {
  return stack.faults.filter((declared) => declared.fault === fault).flatMap(({ targets }) => targets);
}

/** Names that exist and run: a fault on a member that was never started would be felt by nobody. */
function targetsOf(stack: Stack, on: Exclude<TargetKind, 'declared'>): string[] {
  const services = Object.keys(stack.services);
  const slots = services.flatMap((service) => slotNames(service, stack.services[service]?.slots ?? 0));
  const { postgres } = stack.engines;
  const byKind: Record<typeof on, () => string[]> = {
    link: () => stack.links.map(({ id }) => id).filter((id) => runs(linkEnds(id).from, { services, slots })),
    service: () => [...services, ...slots],
    flag: () => stack.controls.filter(({ control }) => control === 'flag.set').flatMap(({ targets }) => targets),
    cache: () => ['redis'],
    index: () => Object.keys(postgres.indexes),
    table: () => postgres.tables,
    database: () => ['postgres'],
    member: () => kafkaClients(stack).filter((client) => slots.includes(client)),
    traffic: () => ['users'],
    segment: () => Object.entries(stack.load.segments).flatMap(([field, values]) => values.map((value) => `${field}=${value}`)),
    migration: () => postgres.migrations,
    release: () => releasesOf(stack, services),
    canary: () => releasesOf(stack, services.filter(hasRoom(stack))),
    telemetry: () => stack.links.filter(({ kind }) => kind === 'otlp').map(({ id }) => id),
  };
  return byKind[on]();
}

/** Whoever has a way to Kafka of its own. */
function kafkaClients(stack: Stack): string[] {
  return stack.links.filter(({ kind }) => kind === 'kafka').map(({ id }) => linkEnds(id).from);
}

/** A canary runs beside at least one other. */
const hasRoom =
  (stack: Stack) =>
  (service: string): boolean =>
    (stack.services[service]?.maxSlots ?? 0) > 1;

function releasesOf(stack: Stack, services: readonly string[]): string[] {
  return services.flatMap((service) => otherVersions(stack, service).map((version) => `${service}@${version}`));
}

function otherVersions(stack: Stack, service: string): string[] {
  const { version, versions = {}, mends = [], latent = [] } = stack.services[service] ?? {};
  return Object.keys(versions).filter((other) => ![version, ...mends, ...latent].includes(other));
}

/** A client that is one slot of a service runs when that slot does; users and the services as a whole always do. */
function runs(client: string, { services, slots }: { services: string[]; slots: string[] }): boolean {
  return !services.includes(serviceOfSlot(client)) || services.includes(client) || slots.includes(client);
}
