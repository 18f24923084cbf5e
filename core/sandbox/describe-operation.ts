/** A standing operation in a facilitator's words: where it is, what it is in short, and its figures. */
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
  }
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
    case 'fail':
      return { what: 'errors', detail: `${percent(hook.share)} of requests end with ${hook.status}` };
    case 'busy':
      return { what: 'busy spell', detail: `busy with other work ${percent(hook.share)} of the time` };
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
