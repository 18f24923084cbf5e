import * as z from 'zod';
import type { RecordCommand } from '../../core/protocol/commands.ts';
import { type Answer, postJson } from '../state/api.ts';
import { sendOnce } from '../state/command-ids.ts';
import { facilitatorKey, identityIn } from '../state/identities.ts';

type Unsent<T> = T extends unknown ? Omit<T, 'commandId'> : never;

/** Who may write into the record from this browser: a player of the drill, else the facilitator; null for a reader. */
export function writerKey(drillId: string): string | null {
  return identityIn(drillId)?.playerToken ?? facilitatorKey();
}

export function recordAct(drillId: string, command: Unsent<RecordCommand>): Promise<Answer<unknown>> {
  return sendOnce(command, (withId) =>
    postJson(`/api/v1/drills/${drillId}/record`, withId, { schema: z.unknown(), key: writerKey(drillId) ?? undefined }),
  );
}
