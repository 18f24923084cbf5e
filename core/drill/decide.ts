/** What a command leads to: events, or a refusal by a closed code. Total over the command types. */
import type { ErrorCode } from '../protocol/errors.ts';
import type { Command, CommandOf, CommandType } from './commands.ts';
import { channelDeciders } from './deciders/channel.ts';
import { communicationDeciders } from './deciders/communication.ts';
import { controlDeciders } from './deciders/controls.ts';
import type { Deciders } from './deciders/decider.ts';
import { facilitationDeciders } from './deciders/facilitation.ts';
import { handOverDeciders } from './deciders/hand-over.ts';
import { hypothesisDeciders } from './deciders/hypotheses.ts';
import { incidentDeciders } from './deciders/incident.ts';
import { lifecycleDeciders } from './deciders/lifecycle.ts';
import { recordDeciders } from './deciders/record.ts';
import { reportDeciders } from './deciders/reports.ts';
import { requestDeciders } from './deciders/requests.ts';
import { sampleDeciders } from './deciders/samples.ts';
import { seatDeciders } from './deciders/seats.ts';
import { taskDeciders } from './deciders/tasks.ts';
import type { DrillEvent } from './events.ts';
import { letTimePass } from './next-due.ts';
import { refuseOtherDesk } from './rules/desk-guard.ts';
import { endStaleOffers } from './rules/seat-offers.ts';
import { refuseByRole, refuseObserver } from './rules/seats.ts';
import type { DrillState } from './state.ts';
import { type Refused, startTurn, type Turn } from './turn.ts';

export type Decision = { ok: true; events: DrillEvent[] } | { ok: false; code: ErrorCode; detail?: string };

const deciders: Deciders<CommandType> = {
  ...lifecycleDeciders,
  ...sampleDeciders,
  ...reportDeciders,
  ...incidentDeciders,
  ...seatDeciders,
  ...handOverDeciders,
  ...channelDeciders,
  ...hypothesisDeciders,
  ...controlDeciders,
  ...requestDeciders,
  ...facilitationDeciders,
  ...recordDeciders,
  ...communicationDeciders,
  ...taskDeciders,
};

/**
 * Decides one command. What fell due before it happens first, what falls due because of it right after.
 * A command id that wrote events already is answered `ok` and writes nothing.
 */
export function decide(command: Command, state: DrillState): Decision {
  const wrongDrill = state.seq > 0 ? command.drillId !== state.drillId : command.type !== 'open';
  if (wrongDrill) return { ok: false, code: 'not_found', detail: `there is no drill ${command.drillId} here` };
  if (state.recentCommandIds.includes(command.commandId)) return { ok: true, events: [] };
  const turn = startTurn(command, state);
  letTimePass(turn, turn.nowMs);
  const refused =
    refuseObserver(command, turn.state) ?? refuseOtherDesk(command, turn.state) ?? refuseByRole(command, turn.state) ?? run(turn, command);
  if (refused) return { ok: false, ...refused };
  endStaleOffers(turn);
  letTimePass(turn, turn.nowMs);
  return { ok: true, events: turn.events };
}

function run<T extends CommandType>(turn: Turn, command: CommandOf<T>): Refused | null {
  return deciders[command.type](turn, command);
}
