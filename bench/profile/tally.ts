/** What a .cpuprofile says: who was running, and whose work it was. Pure. */

export interface CallFrame {
  functionName: string;
  url: string;
  lineNumber: number;
  columnNumber: number;
}

/** The format of V8's profiler. Times are microseconds. */
export interface CpuProfile {
  nodes: { id: number; callFrame: CallFrame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

export interface ProfileTally {
  /** Share of the time in which this thread did anything, 0..1. */
  busyShare: number;
  /** Shares of the busy time, greatest first. */
  functions: Share[];
  /** By whose code it was: native and Node's own frames count to whoever called them. */
  owners: Share[];
}

interface Share {
  name: string;
  share: number;
}

/** Where a frame comes from: a source path, `node:…`, or '' for native code. */
export type SourceOf = (frame: CallFrame) => string;

const idle = '(idle)';
const withoutCaller = ['(garbage collector)', '(program)'];

export function tallyProfile({ nodes, samples, timeDeltas }: CpuProfile, sourceOf: SourceOf): ProfileTally {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child): [number, number] => [child, id])));
  const stackOf = (id: number): CallFrame[] => {
    const frames: CallFrame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = byId.get(at)?.callFrame;
      if (frame) frames.push(frame);
    }
    return frames;
  };
  const self = new Map<number, number>();
  samples.forEach((id, index) => self.set(id, (self.get(id) ?? 0) + (timeDeltas[index] ?? 0)));
  const [functions, owners] = [new Map<string, number>(), new Map<string, number>()];
  let busy = 0;
  for (const [id, micros] of self) {
    const stack = stackOf(id);
    const own = stack[0];
    if (!own || own.functionName === idle) continue;
    busy += micros;
    add(functions, describe(own, sourceOf), micros);
    add(owners, ownerOf(stack, sourceOf), micros);
  }
  const total = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  return { busyShare: total === 0 ? 0 : busy / total, functions: shares(functions, busy), owners: shares(owners, busy) };
}

function add(into: Map<string, number>, name: string, micros: number): void {
  into.set(name, (into.get(name) ?? 0) + micros);
}

function shares(micros: ReadonlyMap<string, number>, busy: number): Share[] {
  return [...micros].map(([name, value]) => ({ name, share: value / busy })).sort((a, b) => b.share - a.share);
}

function describe(frame: CallFrame, sourceOf: SourceOf): string {
  const source = sourceOf(frame) || '(native)';
  return `${frame.functionName || '(anonymous)'} ${shortSource(source)}`;
}

/** The nearest frame of ours or of a library; collecting garbage is nobody's, and what Node does by itself is Node's. */
function ownerOf(stack: readonly CallFrame[], sourceOf: SourceOf): string {
  const own = stack[0]?.functionName ?? '';
  if (withoutCaller.includes(own)) return own;
  for (const frame of stack) {
    const source = sourceOf(frame);
    if (source !== '' && !source.startsWith('node:')) return packageOf(source);
  }
  return 'node itself';
}

/** A library by its name, our code by its file. */
function packageOf(source: string): string {
  const parts = inPackage(source)?.split('/');
  if (!parts) return source;
  return (parts[0]?.startsWith('@') ? parts.slice(0, 2) : parts.slice(0, 1)).join('/');
}

const shortSource = (source: string): string => inPackage(source) ?? source;

/** The path below the last node_modules; undefined for our own code. */
function inPackage(source: string): string | undefined {
  const at = source.lastIndexOf('node_modules/');
  return at === -1 ? undefined : source.slice(at + 'node_modules/'.length);
}
