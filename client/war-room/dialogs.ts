/** Which dialog of the war room is open; one at a time. */
import { useEffect } from 'react';
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
  /** Of somebody who plays alone. */
  | { kind: 'end' }
  /** `explains`: the one whose reason it would be. */
  | { kind: 'hypothesis'; explains?: string }
  | { kind: 'place'; hypothesisId: string }
  | { kind: 'fishbone' }
  | { kind: 'diagnosis' }
  | { kind: 'task' }
  | { kind: 'request'; requestId: string }
  /** From the release policy: to record one, or to read it. */
  | { kind: 'exception' }
  | { kind: 'help' }
  /** Everything by name, or only what can be done to the shop. */
  | { kind: 'palette'; only: 'everything' | 'actions'; search?: string }
  /** `values`, `target` and `evidence`: chosen already where it was opened from. */
  | { kind: 'action'; action: Action; values?: Values; target?: string; evidence?: readonly Evidence[] };

export const useDialog = create<{ dialog: OpenDialog | null }>(() => ({ dialog: null }));

/** Where the focus was before the first of the dialogs that followed each other. */
let cameFrom: Element | null = null;

export function openDialog(dialog: OpenDialog | null): void {
  const focused = typeof document === 'undefined' ? null : document.activeElement;
  // One that is opened out of another, as by the palette, has nothing to go back to: that is gone by then.
  if (dialog !== null && !focused?.closest('[role="dialog"]')) cameFrom = ownerOf(focused);
  useDialog.setState({ dialog });
}

/** An item of a menu is gone with its menu: what opened that stays. */
function ownerOf(focused: Element | null): Element | null {
  const menu = focused?.closest('[role="menu"]');
  return menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : focused;
}

/** Brings the focus back to where it was, when nothing else has taken it. */
export function useFocusBack(isOpen: boolean): void {
  useEffect(() => {
    if (isOpen) return;
    // After the dialog has gone, and tried itself.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        const isLost = document.activeElement === document.body;
        if (isLost && (cameFrom instanceof HTMLElement || cameFrom instanceof SVGElement)) cameFrom.focus();
        cameFrom = null;
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [isOpen]);
}
