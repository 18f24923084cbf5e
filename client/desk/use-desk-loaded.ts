import { useEffect, useState } from 'react';
import type * as z from 'zod';
import { getJson, wordsOf } from '../state/api.ts';
import { setFacilitatorKey } from '../state/identities.ts';
import { notify } from '../state/store.ts';

/** The key is of a former server: back to the gate. */
function closeDesk(): void {
  setFacilitatorKey(null);
  location.reload();
}

/** Something only the key opens; null until it came. */
export function useDeskLoaded<T>(path: string, schema: z.ZodType<T>, key: string | null): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    let wanted = true;
    void getJson(path, schema, key ?? '').then((answer) => {
      if (!wanted) return;
      if (answer.ok) setValue(answer.value);
      else if (answer.code === 'forbidden') closeDesk();
      else notify(wordsOf(answer));
    });
    return () => {
      wanted = false;
    };
  }, [path, schema, key]);
  return value;
}
