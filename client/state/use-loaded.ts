import { useCallback, useEffect, useState } from 'react';
import type * as z from 'zod';
import { type Answer, getJson, type Refused } from './api.ts';

export interface Loaded<T> {
  value: T | null;
  refused: Refused | null;
  reload: () => Promise<void>;
}

interface Known<T> {
  path: string;
  value: T | null;
  refused: Refused | null;
}

/** After an answer from there: a refusal leaves what was read at the same address, and nothing of another one. */
export function afterAnswer<T>(before: Known<T>, path: string, answer: Answer<T>): Known<T> {
  if (answer.ok) return { path, value: answer.value, refused: null };
  return { path, value: before.path === path ? before.value : null, refused: answer };
}

/** @param key who asks, where the answer depends on it */
export function useLoaded<T>(path: string, schema: z.ZodType<T>, key: string | null = null): Loaded<T> {
  const [state, setState] = useState<Known<T>>({ path, value: null, refused: null });
  const reload = useCallback(async () => {
    const answer = await getJson(path, schema, key ?? undefined);
    setState((before) => afterAnswer(before, path, answer));
  }, [path, schema, key]);
  useEffect(() => {
    void reload();
  }, [reload]);
  const current = state.path === path;
  return { value: current ? state.value : null, refused: current ? state.refused : null, reload };
}
