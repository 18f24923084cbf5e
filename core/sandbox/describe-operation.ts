/** A standing operation in a facilitator's words: where it is, what it is in short, and its figures. */
import { describeDisturbance } from './describe-disturbance.ts';
import type { LoadShapeChange } from './load-shape-schema.ts';
import type { HookSpec, StandingOperation, ToxicSpec } from './operations.ts';

interface OperationWords {
  /** Link, service, slot, engine or flag. */
  component: string;
  /** `latency on catalog->redis`. */
  label: string;
  detail: string;
}

export function describeOperation(operation: StandingOperation): OperationWords {
  const { component, what, detail } = wordsOf(operation);
  return { component, label: `${what} on ${component}`, detail };
}

function wordsOf(operation: StandingOperation): { component: string; what: string; detail: string } {
  switch (operation.kind) {
    case 'toxic':
      return { component: operation.link, ...toxicWords(operation.toxic) };
    case 'down':
      return { component: operation.link, what: 'outage', detail: 'connections are refused, open ones are cut' };
    case 'policy':
      return { component: operation.service, what: `policy ${operation.key}`, detail: `${operation.key} = ${operation.value}` };
    case 'flag':
      return { component: operation.flag, what: 'flag change', detail: `${operation.flag} is ${operation.variant} for everybody` };
    case 'hook':
      return { component: operation.target, ...hookWords(operation.hook) };
    case 'redisConfig':
      return { component: 'redis', what: 'memory limit', detail: `maxmemory ${operation.maxmemoryMb} MB, ${operation.maxmemoryPolicy}` };
    case 'version':
      return { component: operation.service, what: 'release', detail: `rolls into ${operation.version}` };
    case 'scale':
      return { component: operation.service, what: 'scaling', detail: `${operation.slots} slots` };
    case 'cordon':
      return { component: operation.slot, what: 'cordon', detail: 'its consumer stays out of the group' };
    case 'loadRate':
      return { component: 'gateway', what: 'traffic', detail: `${operation.ratePerSecond} requests/s` };
    case 'redisMaxmemory':
      return { component: 'redis', what: 'memory limit', detail: `maxmemory ${operation.maxmemoryMb} MB` };
    case 'redisPolicy':
      return { component: 'redis', what: 'eviction policy', detail: operation.maxmemoryPolicy };
    case 'loadFactor': {
      const over = operation.overMs > 0 ? `, reached over ${operation.overMs / 1000} s` : '';
      return { component: 'gateway', what: 'traffic', detail: `${operation.factor} times the users${over}` };
    }
    case 'loadShape':
      return { component: 'gateway', what: 'shape of traffic', detail: shapeWords(operation.shape) };
    case 'disturbance':
      return describeDisturbance(operation.disturbance);
    case 'together':
      return togetherWords(operation.operations);

    case 'canary':
      return { component: operation.service, what: 'canary', detail: `${operation.version} gets ${percent(operation.weight)} of calls` };
    case 'consumerFlow':
      return { component: operation.service, what: 'consumer flow', detail: `its group is ${operation.flow}` };
    case 'job':
      return { component: operation.job, what: 'job', detail: `it is ${operation.state}` };
  }
}

/** Named after its first part. */
function togetherWords(parts: readonly StandingOperation[]): { component: string; what: string; detail: string } {
  const [first, ...others] = parts.map(wordsOf);
  if (!first) return { component: '', what: 'nothing', detail: '' };
  const rest = others.map(({ component, what, detail }) => `${what} on ${component}: ${detail}`);
  return { ...first, detail: [first.detail, ...rest].join('; ') };
}

function shapeWords({ zipf, segment, pastedSearchShare, withdrawnShare, waveShare }: LoadShapeChange): string {
  return [
    ...(zipf === undefined ? [] : [`popularity of products with exponent ${zipf}`]),
    ...(segment ? [`${percent(segment.share)} with ${segment.field} ${segment.value}`] : []),
    ...(pastedSearchShare === undefined ? [] : [`${percent(pastedSearchShare)} of searches are long pasted texts`]),
    ...(withdrawnShare === undefined ? [] : [`${percent(withdrawnShare)} of carts ask for withdrawn products`]),
    ...(waveShare === undefined ? [] : [waveShare === 0 ? 'users come evenly' : `${percent(waveShare)} of the wave of users`]),
  ].join(', ');
}

const toxicNames: Record<ToxicSpec['type'], string> = {
  latency: 'latency',
  bandwidth: 'bandwidth limit',
  slow_close: 'slow close',
  timeout: 'silence',
  reset_peer: 'resets',
  slicer: 'slicing',
  limit_data: 'data limit',
};

const attributeUnits: Record<string, string> = {
  latency: ' ms',
  jitter: ' ms',
  timeout: ' ms',
  delay: ' ms',
  rate: ' KB/s',
  bytes: ' bytes',
};

function toxicWords({ type, stream, toxicity, attributes }: ToxicSpec): { what: string; detail: string } {
  const figures = Object.entries(attributes).map(([name, value]) => `${name} ${value}${attributeUnits[name] ?? ''}`);
  const way = stream === 'downstream' ? 'on answers' : 'on requests';
  const share = toxicity === 1 ? [] : [`${percent(toxicity)} of connections`];
  return { what: toxicNames[type], detail: [...figures, way, ...share].join(', ') };
}

function hookWords(hook: HookSpec): { what: string; detail: string } {
  switch (hook.type) {
    case 'delay': {
      const jitter = hook.jitterMs > 0 ? ` ± ${hook.jitterMs} ms` : '';
      return { what: 'delay', detail: `${hook.ms} ms${jitter} on ${percent(hook.share)} of requests` };
    }
    case 'fail': {
      const about = hook.segment ? ` about ${hook.segment.field} ${hook.segment.value}` : '';
      return { what: 'errors', detail: `${percent(hook.share)} of requests${about} end with ${hook.status}` };
    }
    case 'busy':
      return { what: 'busy spell', detail: `busy with other work ${percent(hook.share)} of the time` };
    case 'retain':
      return { what: 'memory growth', detail: `keeps ${hook.mbPerMinute} MB a minute` };
    case 'keep':
      return { what: 'connection leak', detail: `keeps the database connection of ${percent(hook.share)} of failed work` };
    case 'block':
      return { what: 'thread pool', detail: `every thread held for ${hook.holdMs} ms at a time` };
    case 'clock':
      return { what: 'clock', detail: `off by ${hook.offsetMs} ms` };
    case 'echo':
      return { what: 'stale metrics', detail: 'metrics repeat their last values' };
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
