import type { KeyboardEvent } from 'react';

/** Ctrl or ⌘ with Enter sends a form from within any of its fields: what its button does, when it can be pressed. */
export function sendByKey(event: KeyboardEvent<HTMLElement>): void {
  const { key, ctrlKey, metaKey, repeat, nativeEvent, currentTarget } = event;
  if (key !== 'Enter' || !(ctrlKey || metaKey) || nativeEvent.isComposing) return;
  event.preventDefault();
  event.stopPropagation();
  if (repeat) return;
  const submit = currentTarget.closest('[role="dialog"]')?.querySelector<HTMLElement>('.ui-dialog-foot .ui-button-primary');
  // A number is taken when its field is left, and what is sent is drawn after that.
  submit?.focus();
  requestAnimationFrame(() => submit?.click());
}
