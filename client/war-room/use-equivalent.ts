import { useEffect, useState } from 'react';
import * as z from 'zod';
import { postJson } from '../state/api.ts';
import type { Action, Values } from './action-form.ts';

const answerSchema = z.object({ equivalent: z.string() });
/** While somebody types a number, nothing is asked. */
const settledMs = 150;

/** What one would type for this use, as the server will record it; the last known text stays while the next one is on its way. */
export function useEquivalent({ control, equivalent }: Action, target: string, values: Values): string {
  const [text, setText] = useState(equivalent);
  const content = JSON.stringify({ control, target, parameters: values });
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(async () => {
      const answer = await postJson('/api/v1/controls/equivalent', JSON.parse(content), { schema: answerSchema });
      if (wanted && answer.ok) setText(answer.value.equivalent);
    }, settledMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [content]);
  return text;
}
