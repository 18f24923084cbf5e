/** What really is, against what should be: one readable line per difference. Pure. */
import type { Desired } from '../../core/sandbox/desired.ts';
import type { DesiredLoad } from '../../core/sandbox/desired-load.ts';
import type { Endpoint, SlotDesired } from '../../core/sandbox/messages.ts';
import { sameToxic } from './same-toxic.ts';

type Proxies = Desired['proxies'];
type SlotState = Omit<SlotDesired, 'behaviours'>;

export function proxyDifferences(actual: Proxies, wanted: Proxies): string[] {
  const differences: string[] = [];
  for (const name of unionOfKeys(actual, wanted)) {
    const real = actual[name];
    const ideal = wanted[name];
    if (!real) differences.push(`proxy ${name} is missing`);
    else if (!ideal) differences.push(`proxy ${name} should not exist`);
    else differences.push(...oneProxy(name, real, ideal));
  }
  return differences;
}

function oneProxy(name: string, real: Proxies[string], ideal: Proxies[string]): string[] {
  const lacks = (own: Proxies[string], other: Proxies[string]) =>
    own.toxics.filter((toxic) => !other.toxics.some((each) => sameToxic(each, toxic)));
  return [
    ...(real.enabled === ideal.enabled ? [] : [`proxy ${name} is ${real.enabled ? 'enabled' : 'disabled'}`]),
    ...lacks(real, ideal).map((toxic) => `proxy ${name} has toxic ${toxic.name} (${toxic.type})`),
    ...lacks(ideal, real).map((toxic) => `proxy ${name} lacks toxic ${toxic.name} (${toxic.type})`),
  ];
}

export function redisDifferences(actual: Desired['redis'], wanted: Desired['redis']): string[] {
  return valueDifferences('redis', actual, wanted);
}

export function loadDifferences(actual: Omit<DesiredLoad, 'overMs'>, wanted: DesiredLoad): string[] {
  const { ratePerSecond, shape } = wanted;
  const rate = actual.ratePerSecond === ratePerSecond ? [] : [`load is ${actual.ratePerSecond} requests/s, not ${ratePerSecond}`];
  return [...rate, ...valueDifferences('load', { ...actual.shape }, { ...shape })];
}

/** `actual` is what the instance itself says; hooks, flags, policies and endpoints are compared by name. */
export function slotDifferences(slot: string, actual: SlotState, wanted: SlotDesired): string[] {
  const hooks = (state: SlotState): Record<string, unknown> => Object.fromEntries(state.hooks.map(({ id, hook }) => [id, hook]));
  const targets = (state: SlotState): Record<string, unknown> =>
    Object.fromEntries(Object.entries(state.endpoints).map(([service, list]) => [service, list.map(targetText).sort()]));
  return [
    ...valueDifferences(
      slot,
      { version: actual.version, consumer: actual.consumer },
      { version: wanted.version, consumer: wanted.consumer },
    ),
    ...valueDifferences(`${slot} policy`, actual.policies, wanted.policies),
    ...valueDifferences(`${slot} flag`, actual.flags, wanted.flags),
    ...valueDifferences(`${slot} hook`, hooks(actual), hooks(wanted)),
    ...valueDifferences(`${slot} endpoints`, targets(actual), targets(wanted)),
  ];
}

function targetText({ url, weight }: Endpoint): string {
  return weight === undefined ? url : `${url} with weight ${weight}`;
}

/** Which instances run, against which should. */
export function fleetDifferences(running: readonly string[], wanted: readonly string[]): string[] {
  return [
    ...wanted.filter((name) => !running.includes(name)).map((name) => `${name} does not run`),
    ...running.filter((name) => !wanted.includes(name)).map((name) => `${name} should not run`),
  ];
}

function valueDifferences(about: string, actual: Record<string, unknown>, wanted: Record<string, unknown>): string[] {
  return unionOfKeys(actual, wanted)
    .filter((key) => canonical(actual[key]) !== canonical(wanted[key]))
    .map((key) => `${about} ${key} is ${canonical(actual[key])}, not ${canonical(wanted[key])}`);
}

function unionOfKeys(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

/** JSON with sorted keys; `nothing` for what is absent. */
function canonical(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
