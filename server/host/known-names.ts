import { type KnownStack, unknownIn } from '../../core/diagnosis/known.ts';
import type { PlayerCommand, RecordCommand } from '../../core/protocol/commands.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';

/** Of a diagnosis that names what the stack lacks, which the rules of a drill cannot know; null of everything else. */
export function refuseNames(command: PlayerCommand | RecordCommand, stack: KnownStack): Ack | null {
  const unknown = command.type === 'submitDiagnosis' ? unknownIn(command, stack) : null;
  return unknown === null ? null : refusal('unknown_component', unknown);
}
