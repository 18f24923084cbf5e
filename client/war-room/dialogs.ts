/** Which dialog of the war room is open; one at a time. */
import { create } from 'zustand';
import type { Evidence } from '../../core/protocol/evidence.ts';
import type { Action, Values } from './action-form.ts';

export type OpenDialog =
  | { kind: 'declare' }
  | { kind: 'severity' }
  | { kind: 'decision' }
  | { kind: 'note' }
  | { kind: 'update' }
  | { kind: 'summary' }
  | { kind: 'publish' }
  | { kind: 'resolve' }
  | { kind: 'hint' }
  /** `explains`: the one whose reason it would be. */
  | { kind: 'hypothesis'; explains?: string }
  | { kind: 'place'; hypothesisId: string }
  | { kind: 'fishbone' }
  | { kind: 'diagnosis' }
  | { kind: 'task' }
  | { kind: 'request'; requestId: string }
  | { kind: 'help' }
  /** Everything by name, or only what can be done to the shop. */
  | { kind: 'palette'; only: 'everything' | 'actions'; search?: string }
  /** `values`, `target` and `evidence`: chosen already where it was opened from. */
  | { kind: 'action'; action: Action; values?: Values; target?: string; evidence?: readonly Evidence[] };

export const useDialog = create<{ dialog: OpenDialog | null }>(() => ({ dialog: null }));

export function openDialog(dialog: OpenDialog | null): void {
  useDialog.setState({ dialog });
}
