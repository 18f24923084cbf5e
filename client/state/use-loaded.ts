import { useCallback, useEffect, useState } from 'react';
import type * as z from 'zod';
import { getJson, type Refused } from './api.ts';

export interface Loaded<T> {
  value: T | null;
  refused: Refused | null;
  reload: () => Promise<void>;
}

/** @param key who asks, where the answer depends on it */
export function useLoaded<T>(path: string, schema: z.ZodType<T>, key: string | null = null): Loaded<T> {
  const [state, setState] = useState<{ path: string; value: T | null; refused: Refused | null }>({ path, value: null, refused: null });
  const reload = useCallback(async () => {
    const answer = await getJson(path, schema, key ?? undefined);
    setState((before) => (answer.ok ? { path, value: answer.value, refused: null } : { path, value: before.value, refused: answer }));
  }, [path, schema, key]);
  useEffect(() => {
    void reload();
  }, [reload]);
  const current = state.path === path;
  return { value: current ? state.value : null, refused: current ? state.refused : null, reload };
}
