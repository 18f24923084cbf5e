/** What was typed and not sent yet, by drill and field: it outlives a closed dialog, another tab of the page, another width and a reload. */
import { useCallback } from 'react';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

type Draft = string | number | boolean | Record<string, string | number | boolean>;
interface Drafts {
  kept: Readonly<Record<string, Draft>>;
}

const useDrafts = create<Drafts>()(
  persist((): Drafts => ({ kept: {} }), { name: 'brownout.typed', storage: createJSONStorage(() => sessionStorage) }),
);

/** State of a field under `<drill>.<form>.<field>`; its type is that of `initial`. */
export function useDraft<T extends Draft>(key: string, initial: T): [T, (value: T) => void] {
  const kept = useDrafts((drafts) => drafts.kept[key]);
  const keep = useCallback((value: T) => useDrafts.setState(({ kept: all }) => ({ kept: { ...all, [key]: value } })), [key]);
  return [typeof kept === typeof initial ? (kept as T) : initial, keep];
}

/** What a text field under `<drill>.<field>` holds. */
export function draftOf(key: string): string {
  const kept = useDrafts.getState().kept[key];
  return typeof kept === 'string' ? kept : '';
}

/** Sent: all fields of a form (`<drill>.<form>.`) are empty again. */
export function forgetDrafts(prefix: string): void {
  useDrafts.setState(({ kept }) => ({ kept: Object.fromEntries(Object.entries(kept).filter(([key]) => !key.startsWith(prefix))) }));
}

/** Fills fields of forms of a drill, by `<form>.<field>`, before one is opened. */
export function keepDrafts(drillId: string, fields: Readonly<Record<string, Draft>>): void {
  const named = Object.entries(fields).map(([field, value]) => [`${drillId}.${field}`, value] as const);
  useDrafts.setState(({ kept }) => ({ kept: { ...kept, ...Object.fromEntries(named) } }));
}
