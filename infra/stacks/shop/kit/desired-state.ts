import type { Endpoint, SlotDesired } from '../../../../core/sandbox/messages.ts';
import type { PolicyValue } from '../../../../core/stack/schema.ts';

type Part = 'policies' | 'flags' | 'hooks' | 'endpoints' | 'consumer';

/** What this slot is told to be. Applying the same state twice changes nothing. */
export class DesiredState {
  private readonly listeners: ((desired: SlotDesired, changed: ReadonlySet<Part>) => void)[] = [];

  constructor(private desired: SlotDesired) {}

  get current(): SlotDesired {
    return this.desired;
  }

  policy(key: string): PolicyValue | undefined {
    return this.desired.policies[key];
  }

  endpoints(dependency: string): readonly Endpoint[] {
    return this.desired.endpoints[dependency] ?? [];
  }

  /** Told after every change, with the parts that changed. */
  onChange(listener: (desired: SlotDesired, changed: ReadonlySet<Part>) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Takes over everything but the version and its behaviours, which only a restart can change.
   * @returns what changed, by name: `policy cache.mode`, `hook f1`, `consumer`.
   */
  apply(next: SlotDesired): string[] {
    const before = this.desired;
    const hooks = (state: SlotDesired): Record<string, unknown> => Object.fromEntries(state.hooks.map(({ id, hook }) => [id, hook]));
    const changes: Record<Part, string[]> = {
      policies: differing(before.policies, next.policies).map((key) => `policy ${key}`),
      flags: differing(before.flags, next.flags).map((key) => `flag ${key}`),
      hooks: differing(hooks(before), hooks(next)).map((key) => `hook ${key}`),
      endpoints: differing(before.endpoints, next.endpoints).map((key) => `endpoints ${key}`),
      consumer: before.consumer === next.consumer ? [] : ['consumer'],
    };
    this.desired = { ...next, version: before.version, behaviours: before.behaviours };
    const changed = new Set((Object.keys(changes) as Part[]).filter((part) => changes[part].length > 0));
    if (changed.size > 0) for (const listener of this.listeners) listener(this.desired, changed);
    return Object.values(changes).flat();
  }
}

/** Keys whose values differ, or that only one side has, sorted. */
function differing(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).sort();
}

const consumerStates: readonly unknown[] = ['running', 'paused', 'cordoned'] satisfies SlotDesired['consumer'][];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns what is wrong with a body that should be a `SlotDesired`, or null when it is one. */
export function desiredProblem(body: unknown): string | null {
  if (!isRecord(body)) return 'the body must be a JSON object';
  if (typeof body['version'] !== 'string') return 'version must be a text';
  for (const part of ['behaviours', 'policies', 'flags', 'endpoints']) {
    if (!isRecord(body[part])) return `${part} must be an object`;
  }
  const hooks = body['hooks'];
  if (!Array.isArray(hooks) || !hooks.every(isNamedHook)) return 'hooks must be a list of {id, hook}';
  if (!Object.values(body['endpoints'] as Record<string, unknown>).every(isEndpointList))
    return 'endpoints must be lists of {slot, url, weight?}';
  return consumerStates.includes(body['consumer']) ? null : 'consumer must be running, paused or cordoned';
}

function isNamedHook(value: unknown): boolean {
  return isRecord(value) && typeof value['id'] === 'string' && isRecord(value['hook']) && typeof value['hook']['type'] === 'string';
}

function isEndpointList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isEndpoint);
}

function isEndpoint(value: unknown): boolean {
  if (!isRecord(value) || typeof value['slot'] !== 'string' || typeof value['url'] !== 'string') return false;
  const { weight = 1 } = value;
  return typeof weight === 'number' && Number.isFinite(weight) && weight >= 0;
}
