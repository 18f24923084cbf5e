import { useState } from 'react';
import * as z from 'zod';
import type { FacilitatorCommand } from '../../core/protocol/commands.ts';
import { type Answer, postJson, wordsOf } from '../state/api.ts';
import { sendOnce } from '../state/command-ids.ts';
import { facilitatorKey } from '../state/identities.ts';
import { notify } from '../state/store.ts';

type Unsent<T> = T extends unknown ? Omit<T, 'commandId'> : never;
export type DeskCommand = Unsent<FacilitatorCommand>;

/** Sends an act of the facilitator; a refusal is told, and what was typed is kept by the caller. */
export function useDeskAct(drillId: string): { act: (command: DeskCommand) => Promise<boolean>; pending: boolean } {
  const [pending, setPending] = useState(0);
  const act = async (command: DeskCommand): Promise<boolean> => {
    setPending((count) => count + 1);
    const answer = await sendOnce(command, (withId) => deskPost(`drills/${drillId}/commands`, withId, z.unknown()));
    setPending((count) => count - 1);
    notify(answer.ok ? null : wordsOf(answer));
    return answer.ok;
  };
  return { act, pending: pending > 0 };
}

export function deskPost<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Answer<T>> {
  return postJson(`/api/v1/facilitator/${path}`, body, { schema, key: facilitatorKey() ?? '' });
}

export const openedSchema = z.object({ drillId: z.string(), code: z.string() });
