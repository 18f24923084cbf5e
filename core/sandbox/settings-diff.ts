/** What a change changed, as lines of a difference: `- catalog replicas: 2`, `+ catalog replicas: 3`. */
import type { Settings } from '../scenario/plan.ts';
import { type ActiveOperation, partsOf, type StandingOperation } from './operations.ts';

interface Reading {
  name: string;
  /** Null where it is not known. */
  standard: string | null;
  /** What an operation makes of it; null when it is about something else. */
  of: (operation: StandingOperation) => string | null;
}

/** One setting, before and after. */
export interface SettingChange {
  name: string;
  /** Null where it is not known. */
  was: string | null;
  is: string | null;
}

/** What is in force of the settings that `operations` are about, `before` against `after`; empty when nothing of it is a setting, or nothing changed. */
export function settingChanges(
  settings: Settings | undefined,
  { before, after }: { before: readonly ActiveOperation[]; after: readonly ActiveOperation[] },
  operations: readonly StandingOperation[],
): SettingChange[] {
  return operations
    .flatMap(partsOf)
    .flatMap((operation) => readingsOf(operation, settings))
    .map(({ name, standard, of }) => {
      const inForce = (list: readonly ActiveOperation[]): string | null =>
        list.flatMap(({ operation }) => partsOf(operation)).reduce<string | null>((value, part) => of(part) ?? value, standard);
      return { name, was: inForce(before), is: inForce(after) };
    })
    .filter(({ was, is }) => was !== is);
}

/** As a person reads it: what was, then what is. */
export function diffLines(changes: readonly SettingChange[]): string[] {
  return changes.flatMap(({ name, was, is }) => [
    ...(was === null ? [] : [`- ${name}: ${was}`]),
    ...(is === null ? [] : [`+ ${name}: ${is}`]),
  ]);
}

function readingsOf(operation: StandingOperation, settings: Settings | undefined): Reading[] {
  switch (operation.kind) {
    case 'policy': {
      const { service, key } = operation;
      const standard = settings?.policies[service]?.[key];
      return [
        {
          name: `${service} ${key}`,
          standard: standard === undefined ? null : String(standard),
          of: (other) => (other.kind === 'policy' && other.service === service && other.key === key ? String(other.value) : null),
        },
      ];
    }
    case 'flag':
      return [
        {
          name: `flag ${operation.flag} defaultVariant`,
          standard: settings?.flags[operation.flag] ?? null,
          of: (other) => (other.kind === 'flag' && other.flag === operation.flag ? other.variant : null),
        },
      ];
    case 'version':
    case 'scale':
    case 'canary':
      return [serviceReading(operation, settings)];
    case 'consumerFlow':
      return [
        {
          name: `group ${operation.service}`,
          standard: 'running',
          of: (other) => (other.kind === 'consumerFlow' && other.service === operation.service ? other.flow : null),
        },
      ];
    case 'job':
      return [
        {
          name: `job ${operation.job}`,
          standard: 'running',
          of: (other) => (other.kind === 'job' && other.job === operation.job ? other.state : null),
        },
      ];
    case 'redisConfig':
      return redisReadings(settings);
    default:
      // A network fault, a hook or the load is no setting of the shop.
      return [];
  }
}

function serviceReading(
  { kind, service }: Extract<StandingOperation, { kind: 'version' | 'scale' | 'canary' }>,
  settings: Settings | undefined,
): Reading {
  const own = (other: StandingOperation): boolean => 'service' in other && other.service === service;
  if (kind === 'version') {
    const standard = settings?.versions[service] ?? null;
    return { name: `${service} image`, standard, of: (other) => (other.kind === 'version' && own(other) ? other.version : null) };
  }
  if (kind === 'scale') {
    const slots = settings?.slots[service];
    const standard = slots === undefined ? null : String(slots);
    return { name: `${service} replicas`, standard, of: (other) => (other.kind === 'scale' && own(other) ? String(other.slots) : null) };
  }
  return {
    name: `${service} canary`,
    standard: 'none',
    of: (other) => (other.kind === 'canary' && own(other) ? canaryWords(other) : null),
  };
}

function canaryWords({ version, weight }: { version: string; weight: number }): string {
  return weight === 0 ? 'none' : `${version} with ${Math.round(weight * 100)} % of calls`;
}

function redisReadings(settings: Settings | undefined): Reading[] {
  const { maxmemoryMb, maxmemoryPolicy } = settings?.redis ?? {};
  return [
    {
      name: 'redis maxmemory',
      standard: maxmemoryMb === undefined ? null : `${maxmemoryMb}mb`,
      of: (other) => (other.kind === 'redisConfig' ? `${other.maxmemoryMb}mb` : null),
    },
    {
      name: 'redis maxmemory-policy',
      standard: maxmemoryPolicy ?? null,
      of: (other) => (other.kind === 'redisConfig' ? other.maxmemoryPolicy : null),
    },
  ];
}
