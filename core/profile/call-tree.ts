/** A profile as a tree of calls: how much each function used by itself, and with all it called. */
import type { TakenProfile } from './taken.ts';
import type { CallFrame, CpuProfile, HeapNode } from './v8.ts';

export interface CallNode {
  /** Unique in its tree; the root is 0. */
  id: number;
  name: string;
  /** Empty for native code. */
  file: string;
  /** From 1; null where there is none. */
  line: number | null;
  self: number;
  total: number;
  /** The greatest first. */
  children: CallNode[];
}

export interface CallTree {
  /** Microseconds of work, or bytes that stay in use. */
  unit: 'us' | 'bytes';
  root: CallNode;
  /** Microseconds in which there was nothing to do; they are no part of the tree. */
  idle: number;
}

const idleName = '(idle)';

/** One frame with what it used itself and what it called, before equal ones are merged. */
interface Raw {
  frame: CallFrame;
  self: number;
  children: Raw[];
}

export function callTreeOf(taken: TakenProfile): CallTree {
  if (taken.kind === 'heap') return { unit: 'bytes', root: merged(ofHeap(taken.profile.head)), idle: 0 };
  const root = ofCpu(taken.profile);
  const idle = root.children.filter(isIdle).reduce((sum, { self }) => sum + self, 0);
  return { unit: 'us', root: merged({ ...root, children: root.children.filter((child) => !isIdle(child)) }), idle };
}

const isIdle = ({ frame }: Raw): boolean => frame.functionName === idleName;

function ofCpu(profile: CpuProfile): Raw {
  const self = selfMicros(profile);
  const raws = new Map(
    profile.nodes.map(({ id, callFrame }): [number, Raw] => [id, { frame: callFrame, self: self.get(id) ?? 0, children: [] }]),
  );
  const called = new Set<number>();
  for (const { id, children = [] } of profile.nodes) {
    for (const child of children) {
      const raw = raws.get(child);
      if (raw) raws.get(id)?.children.push(raw);
      called.add(child);
    }
  }
  const top = profile.nodes.find(({ id }) => !called.has(id));
  return (top && raws.get(top.id)) ?? { frame: noFrame, self: 0, children: [] };
}

const noFrame: CallFrame = { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };

/** A sample stands until the next one; the last until the end. */
function selfMicros({ samples, timeDeltas, startTime, endTime }: CpuProfile): Map<number, number> {
  const seen = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  const rest = endTime - startTime - seen;
  const self = new Map<number, number>();
  samples.forEach((id, index) => {
    // Samples of several threads of the sampler may be noted out of order, which shows as a delta below 0.
    const micros = Math.max(0, timeDeltas[index + 1] ?? rest);
    self.set(id, (self.get(id) ?? 0) + micros);
  });
  return self;
}

function ofHeap({ callFrame, selfSize, children }: HeapNode): Raw {
  return { frame: callFrame, self: selfSize, children: children.map(ofHeap) };
}

/** Calls of one function from one place are one node, however often V8 compiled it. Branches that used nothing are left out. */
function merged(root: Raw): CallNode {
  let nextId = 0;
  const merge = (raws: readonly Raw[]): CallNode => {
    const frame = raws[0]?.frame ?? noFrame;
    const id = nextId++;
    const self = raws.reduce((sum, raw) => sum + raw.self, 0);
    const groups = Object.values(groupedByFrame(raws.flatMap((raw) => raw.children)));
    const children = groups.map(merge).filter(({ total }) => total > 0);
    children.sort((a, b) => b.total - a.total || a.id - b.id);
    const total = children.reduce((sum, child) => sum + child.total, self);
    return { id, name: nameOf(frame), file: frame.url, line: frame.lineNumber < 0 ? null : frame.lineNumber + 1, self, total, children };
  };
  return merge([root]);
}

function groupedByFrame(raws: readonly Raw[]): Record<string, Raw[]> {
  const groups: Record<string, Raw[]> = Object.create(null) as Record<string, Raw[]>;
  for (const raw of raws) {
    const { functionName, url, lineNumber, columnNumber } = raw.frame;
    (groups[`${functionName} ${url} ${lineNumber} ${columnNumber}`] ??= []).push(raw);
  }
  return groups;
}

const nameOf = ({ functionName }: CallFrame): string => (functionName === '' ? '(anonymous)' : functionName);
