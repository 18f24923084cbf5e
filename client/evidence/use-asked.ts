import { useEffect, useState } from 'react';
import type * as z from 'zod';
import { getJson, wordsOf } from '../state/api.ts';

export interface Asked<T> {
  /** Null until the first answer to this question. */
  value: T | null;
  /** Why the newest question was not answered; what was known before stays. */
  problem: string | null;
}

interface Held<T> extends Asked<T> {
  path: string;
}

/** What the server says under `path`, asked for again and again while somebody looks. `schema` must be stable. */
export function useAsked<T>(path: string, schema: z.ZodType<T>, everyMs: number): Asked<T> {
  const [held, setHeld] = useState<Held<T>>({ path, value: null, problem: null });
  useEffect(() => {
    let wanted = true;
    const ask = async (): Promise<void> => {
      const answer = await getJson(path, schema);
      if (!wanted) return;
      setHeld((before) => {
        if (answer.ok) return { path, value: answer.value, problem: null };
        return { path, value: before.path === path ? before.value : null, problem: wordsOf(answer) };
      });
    };
    void ask();
    const timer = setInterval(() => document.hidden || void ask(), everyMs);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [path, schema, everyMs]);
  return held.path === path ? held : { value: null, problem: null };
}
