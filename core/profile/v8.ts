/** The formats of V8's profilers, as far as they are kept: Chrome DevTools and speedscope open both as files. */
import * as z from 'zod';

const callFrameSchema = z.object({
  functionName: z.string(),
  scriptId: z.string(),
  /** `services/catalog/pricing.ts`, `node_modules/pg/lib/client.js`, `node:net`; empty for native code. */
  url: z.string(),
  /** From 0; -1 where there is none. */
  lineNumber: z.number(),
  columnNumber: z.number(),
});
export type CallFrame = z.infer<typeof callFrameSchema>;

/** `.cpuprofile`. Times are microseconds. */
export const cpuProfileSchema = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame: callFrameSchema, hitCount: z.number(), children: z.array(z.number()).optional() })),
  startTime: z.number(),
  endTime: z.number(),
  /** The node on top of the stack at each sample. */
  samples: z.array(z.number()),
  /** Time from the sample before to this one; the first counts from `startTime`. */
  timeDeltas: z.array(z.number()),
});
export type CpuProfile = z.infer<typeof cpuProfileSchema>;

/** Bytes that were allocated in this very place and are still in use. */
export interface HeapNode {
  callFrame: CallFrame;
  selfSize: number;
  id: number;
  children: HeapNode[];
}

const heapNodeSchema: z.ZodType<HeapNode> = z.lazy(() =>
  z.object({ callFrame: callFrameSchema, selfSize: z.number(), id: z.number(), children: z.array(heapNodeSchema) }),
);

/** `.heapprofile`, as allocation sampling writes it. */
export const heapProfileSchema = z.object({
  head: heapNodeSchema,
  samples: z.array(z.object({ size: z.number(), nodeId: z.number(), ordinal: z.number() })),
});
export type HeapProfile = z.infer<typeof heapProfileSchema>;
