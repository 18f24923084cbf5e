/** Which dialog of the war room is open; one at a time. */
import { create } from 'zustand';
import type { Action } from './action-form.ts';

export type OpenDialog =
  | { kind: 'declare' }
  | { kind: 'update' }
  | { kind: 'resolve' }
  | { kind: 'hypothesis' }
  | { kind: 'help' }
  /** Everything by name, or only what can be done to the shop. */
  | { kind: 'palette'; only: 'everything' | 'actions' }
  | { kind: 'action'; action: Action };

export const useDialog = create<{ dialog: OpenDialog | null }>(() => ({ dialog: null }));

export function openDialog(dialog: OpenDialog | null): void {
  useDialog.setState({ dialog });
}
