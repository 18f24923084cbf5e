import { type Stack, serviceOfSlot, slotNames } from '../stack/schema.ts';
import { disturbanceProblem, hookProblem, loadShapeProblem } from './check-disturbance.ts';
import type { FlagChoices, Pristine } from './desired.ts';
import type { LiveQuery } from './live.ts';
import { oneOf } from './one-of.ts';
import { type SandboxAction, type StandingOperation, standingSchema } from './operations.ts';

/** What is wrong with an operation whatever the stack (a negative rate, a toxicity of 2, an unknown attribute); null when nothing is. */
export function operationShapeProblem(operation: StandingOperation): string | null {
  const parsed = standingSchema.safeParse(operation);
  if (parsed.success) return null;
  return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

/** Why an operation cannot be done to this stack, in words that say what would be possible; null when it can. */
export function operationProblem({ stack, flags }: Pick<Pristine, 'stack' | 'flags'>, operation: StandingOperation): string | null {
  switch (operation.kind) {
    case 'toxic':
    case 'down':
      return oneOf(
        'link',
        operation.link,
        stack.links.map(({ id }) => id),
      );
    case 'policy':
      return policyProblem(stack, operation);
    case 'flag':
      return flagProblem(flags, operation);
    case 'hook':
      return hookTargetProblem(stack, operation.target) ?? hookProblem(stack, operation.target, operation.hook);
    case 'version': {
      const versions = Object.keys(stack.services[operation.service]?.versions ?? {});
      return serviceProblem(stack, operation.service) ?? oneOf(`version of ${operation.service}`, operation.version, versions);
    }
    case 'scale':
      return serviceProblem(stack, operation.service) ?? scaleProblem(stack, operation);
    case 'cordon':
      return oneOf('consumer slot', operation.slot, consumerSlots(stack));
    case 'redisConfig':
    case 'redisMaxmemory':
      return null;
    case 'redisPolicy':
      return oneOf('eviction policy', operation.maxmemoryPolicy, evictionPolicies);
    case 'loadRate':
    case 'loadFactor':
      return null;
    case 'disturbance':
      return disturbanceProblem(stack, operation.disturbance);
    case 'loadShape':
      return loadShapeProblem(stack, operation.shape);
    case 'canary':
      return canaryProblem(stack, operation);
    case 'consumerFlow':
      return groupProblem(stack, operation.service);
    case 'job':
      return oneOf('job', operation.job, Object.keys(stack.jobs));
    case 'together':
      return firstProblem(operation.operations.map((part) => operationProblem({ stack, flags }, part)));
  }
}

const evictionPolicies = [
  'noeviction',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
];

function firstProblem(problems: readonly (string | null)[]): string | null {
  return problems.find((problem) => problem !== null) ?? null;
}

/** Why an action cannot be done to this stack; null when it can. What exists only at run time is checked when it is done. */
export function actionProblem(stack: Stack, action: SandboxAction): string | null {
  switch (action.kind) {
    case 'restart':
      return targetProblem(stack, action.target);
    case 'redisFlush':
    case 'sessionEnd':
    case 'analyze':
      return null;
    case 'offsetSkip':
      return groupProblem(stack, action.service) ?? oneOf('topic', action.topic, topicsOf(stack));
    case 'offsetsReset':
      return groupProblem(stack, action.service);
    case 'deadLetterRedrive':
      return oneOf('topic', action.topic, topicsOf(stack));
    case 'indexCreate':
      return oneOf('index', action.index, Object.keys(stack.engines.postgres.indexes));
  }
}

/** Why there is nothing to look at; null when there may be. */
export function liveProblem(stack: Stack, { kind, target }: LiveQuery): string | null {
  switch (kind) {
    case 'sessions':
      return oneOf('database', target, ['postgres']);
    case 'offsets':
      return groupProblem(stack, target);
    case 'deadLetters':
      return oneOf('topic', target, topicsOf(stack));
    case 'jobs':
      return serviceProblem(stack, target);
  }
}

function canaryProblem(stack: Stack, { service, version }: { service: string; version: string }): string | null {
  const known = stack.services[service];
  const unfit = serviceProblem(stack, service) ?? oneOf(`version of ${service}`, version, Object.keys(known?.versions ?? {}));
  if (unfit !== null || (known?.maxSlots ?? 0) > 1) return unfit;
  return `${service} has room for one instance only: a canary needs one beside it`;
}

function groupProblem(stack: Stack, service: string): string | null {
  const groups = Object.entries(stack.services).flatMap(([name, { consumerGroup }]) => (consumerGroup ? [name] : []));
  return oneOf('service with a consumer group', service, groups);
}

function topicsOf(stack: Stack): string[] {
  return stack.engines.kafka.topics.map(({ name }) => name);
}

function policyProblem(stack: Stack, { service, key }: { service: string; key: string }): string | null {
  return serviceProblem(stack, service) ?? oneOf(`policy of ${service}`, key, Object.keys(stack.services[service]?.policies ?? {}));
}

function flagProblem(flags: Record<string, FlagChoices>, { flag, variant }: { flag: string; variant: string }): string | null {
  return oneOf('flag', flag, Object.keys(flags)) ?? oneOf(`variant of ${flag}`, variant, flags[flag]?.variants ?? []);
}

function scaleProblem(stack: Stack, { service, slots }: { service: string; slots: number }): string | null {
  const most = stack.services[service]?.maxSlots ?? 0;
  return slots <= most ? null : `${service} cannot have ${slots} slots: the stack has room for ${most}`;
}

function serviceProblem(stack: Stack, service: string): string | null {
  return oneOf('service', service, Object.keys(stack.services));
}

/** A service, a slot, or one version of a service: `orders@3.8.1`. */
function hookTargetProblem(stack: Stack, target: string): string | null {
  const [service = '', version] = target.split('@');
  if (version === undefined) return targetProblem(stack, target);
  const versions = Object.keys(stack.services[service]?.versions ?? {});
  return serviceProblem(stack, service) ?? oneOf(`version of ${service}`, version, versions);
}

function targetProblem(stack: Stack, target: string): string | null {
  const slots = slotNames(serviceOfSlot(target), stack.services[serviceOfSlot(target)]?.maxSlots ?? 0);
  return slots.includes(target) ? null : serviceProblem(stack, target);
}

function consumerSlots(stack: Stack): string[] {
  return Object.entries(stack.services).flatMap(([service, { consumerGroup, maxSlots }]) =>
    consumerGroup ? slotNames(service, maxSlots) : [],
  );
}
