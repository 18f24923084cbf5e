import { useCallback, useEffect, useState } from 'react';
import type * as z from 'zod';
import { getJson, type Refused } from '../state/api.ts';

export interface Loaded<T> {
  value: T | null;
  refused: Refused | null;
  reload: () => Promise<void>;
}

export function useLoaded<T>(path: string, schema: z.ZodType<T>): Loaded<T> {
  const [state, setState] = useState<{ path: string; value: T | null; refused: Refused | null }>({ path, value: null, refused: null });
  const reload = useCallback(async () => {
    const answer = await getJson(path, schema);
    setState((before) => (answer.ok ? { path, value: answer.value, refused: null } : { path, value: before.value, refused: answer }));
  }, [path, schema]);
  useEffect(() => {
    void reload();
  }, [reload]);
  const current = state.path === path;
  return { value: current ? state.value : null, refused: current ? state.refused : null, reload };
}
