import { useEffect, useRef, useState } from 'react';
import { type ActionPreview, actionPreviewSchema } from '../../core/protocol/actions.ts';
import { postJson } from '../state/api.ts';
import { useHouse } from '../state/store.ts';
import type { Action, Values } from './action-form.ts';

/** While somebody types, nothing is asked; as the form opens, at once. */
const settledMs = 150;

export interface Prepared extends ActionPreview {
  /** What stands here is not known of this use yet, and matters: it cannot be sent before. */
  isPending: boolean;
}

/**
 * What this use would be, as the server would record it. While the answer about it is on its way the last known one stays, but for its
 * problem, which was another use's.
 */
export function usePreview({ control, equivalent }: Action, target: string, values: Values): Prepared {
  const drillId = useHouse((house) => house.drill?.drillId ?? '');
  const [known, setKnown] = useState<{ content: string; preview: ActionPreview } | null>(null);
  const hasAsked = useRef(false);
  const content = JSON.stringify({ control, target, parameters: values });
  useEffect(() => {
    let wanted = true;
    const waitMs = hasAsked.current ? settledMs : 0;
    hasAsked.current = true;
    const timer = setTimeout(async () => {
      const answer = await postJson(`/api/v1/drills/${drillId}/preview`, JSON.parse(content), { schema: actionPreviewSchema });
      // Without an answer nothing stands in the way here: the server judges what is sent.
      if (wanted)
        setKnown((before) => ({ content, preview: answer.ok ? answer.value : unknownUse(before?.preview.equivalent ?? equivalent) }));
    }, waitMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [drillId, content, equivalent]);
  if (known === null) return { ...unknownUse(equivalent), isPending: true };
  if (known.content === content) return { ...known.preview, isPending: false };
  return { ...known.preview, problem: null, isPending: known.preview.broad !== null };
}

function unknownUse(equivalent: string): ActionPreview {
  return { equivalent, effect: null, problem: null, broad: null };
}
