import { useEffect, useRef } from 'react';
import { useDialog } from './dialogs.ts';
import { doingOf } from './doing.ts';
import { actOf } from './keys.ts';
import { hasSingleKeys } from './single-keys.ts';
import { useDoing } from './use-doing.ts';

/** Places in which a letter belongs to what is there: fields, and open lists, where it finds an entry. */
const takesLetters = 'input, textarea, select, [contenteditable], [role="listbox"], [role="menu"], [role="combobox"]';

/** The keys of the war room, while it is on the screen. */
export function useKeys(): void {
  const run = useDoing();
  /** The key before, which may begin a sequence; it outlives what the drill sends between two keys. */
  const before = useRef('');
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const act = actOf(pressOf(event), before.current);
      before.current = act === 'pending' ? event.key : '';
      if (act === null || act === 'pending') return;
      event.preventDefault();
      run(doingOf[act]);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [run]);
}

function pressOf(event: KeyboardEvent): Parameters<typeof actOf>[0] {
  const target = event.target as HTMLElement;
  const typing = target.closest(takesLetters) !== null || useDialog.getState().dialog !== null || event.isComposing;
  return {
    key: event.key,
    ctrl: event.ctrlKey,
    meta: event.metaKey,
    alt: event.altKey,
    typing,
    singleKeys: hasSingleKeys(),
    isHeld: event.repeat,
  };
}
