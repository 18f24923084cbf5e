/** Which changes of the log are shown. */
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { concerns } from './concerns.ts';

type Change = DrillView['changes'][number];

/** In the order in which one asks for them. */
const kindOrder = ['deploy', 'flag', 'config', 'migration', 'job', 'maintenance', 'scale'];

/** Kinds that are on record, each once; one that is not known here comes last. */
export function kindsOf(changes: readonly Change[]): string[] {
  const place = (kind: string): number => (kindOrder.includes(kind) ? kindOrder.indexOf(kind) : kindOrder.length);
  return [...new Set(changes.map(({ kind }) => kind))].sort((a, b) => place(a) - place(b));
}

export interface ChangeFilter {
  /** Null: of the whole shop. */
  component: string | null;
  /** Null: of every kind. */
  kind: string | null;
  /** The one a link points at: no filter hides it. */
  pointedAt: string | null;
}

/** Newest first. */
export function filteredChanges(changes: readonly Change[], { component, kind, pointedAt }: ChangeFilter): Change[] {
  const fits = (change: Change): boolean =>
    change.changeId === pointedAt ||
    ((kind === null || change.kind === kind) && (component === null || concerns(change.target, component)));
  return changes.filter(fits).sort((a, b) => b.happenedAtMs - a.happenedAtMs);
}
