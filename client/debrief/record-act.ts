import * as z from 'zod';
import type { RecordCommand } from '../../core/protocol/commands.ts';
import { type Answer, postJson } from '../state/api.ts';
import { facilitatorKey, identityIn } from '../state/identities.ts';

type Unsent<T> = T extends unknown ? Omit<T, 'commandId'> : never;

/** Who may write into the record from this browser: a player of the drill, else the facilitator; null for a reader. */
export function writerKey(drillId: string): string | null {
  return identityIn(drillId)?.playerToken ?? facilitatorKey();
}

export function recordAct(drillId: string, command: Unsent<RecordCommand>): Promise<Answer<unknown>> {
  const commandId = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
  return postJson(
    `/api/v1/drills/${drillId}/record`,
    { ...command, commandId },
    { schema: z.unknown(), key: writerKey(drillId) ?? undefined },
  );
}
