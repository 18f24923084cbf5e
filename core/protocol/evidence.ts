/** A pointer from a claim to what shows it. `ref` is enough to open the same view again, live or in the debrief. */
import * as z from 'zod';

/**
 * What `ref` holds, by kind:
 * - `signal`: `<subject>|<figure>`; subject `service:catalog`, `link:catalog->redis`, `group:fulfilment` or `cache`;
 *   figure `rate`, `errors`, `p50`, `p95`, `p99`, `lag`, `hitRatio` or `memory`.
 * - `trace`: a trace id. `alert`, `change`, `ticket`, `action`: the id of that entry in the view.
 */
const evidenceKinds = ['signal', 'trace', 'alert', 'change', 'ticket', 'action'] as const;

export const evidenceSchema = z.strictObject({
  kind: z.enum(evidenceKinds),
  ref: z.string().min(1).max(160),
  /** What the pod sees on the link: `p95 of catalog->redis`. */
  label: z.string().trim().min(1).max(160),
  /** Game time it points at. */
  atMs: z.number(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
