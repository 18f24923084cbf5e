/** A pointer from a claim to what shows it. `ref` is enough to open the same view again, live or in the debrief. */
import * as z from 'zod';

/**
 * What `ref` holds, by kind:
 * - `signal`: `<subject>|<figure>`; subject `service:catalog`, `link:catalog->redis`, `group:fulfilment` or `cache`;
 *   figure `rate`, `errors`, `p50`, `p95`, `p99`, `lag`, `hitRatio` or `memory`.
 * - `trace`: a trace id, and after `~` the id of the one it is compared with; where it was read for a component, that stands in `query`. `traces`: a search, as a query string. `profile`: its id, after `~` the frame that fills the picture, and what is searched for. `logs`: a search, as a query string. `metrics`: component and what it is told apart by, as a query string. `alert`, `change`, `ticket`, `action`: the id of that entry in the view.
 * - `panel`: a view of an engine, and after `#` the row of it: `kafka/groups#fulfilment orders.placed/3`, `kafka/records/orders.placed/3@120`,
 *   `postgres/plan/search-page?words=steel`. The label says what was seen there.
 *   Also of the papers: `papers/api/POST /checkout`, `papers/releases#orders@3.9.0`.
 */
const evidenceKinds = ['signal', 'trace', 'traces', 'profile', 'logs', 'metrics', 'alert', 'change', 'ticket', 'action', 'panel'] as const;

export const evidenceSchema = z.strictObject({
  kind: z.enum(evidenceKinds),
  ref: z.string().min(1).max(400),
  /** What the pod sees on the link: `p95 of catalog->redis`. */
  label: z.string().trim().min(1).max(160),
  /** Game time it points at. */
  atMs: z.number(),
  /** Of a search for traces or log lines: what the server was asked, so that what was found is kept with the drill. */
  query: z.string().max(1200).optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** That a page may cite: somebody who was just woken reads no more. */
export const maxPageEvidence = 6;
