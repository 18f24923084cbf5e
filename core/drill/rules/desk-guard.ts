import type { Command, CommandType } from '../commands.ts';
import type { DrillState } from '../state.ts';
import type { Refused } from '../turn.ts';
import { sightOf } from './split-desk.ts';

/** Acts on what only one desk sees. */
const operating: readonly CommandType[] = ['acknowledge', 'runControl', 'undoControl'];

/** Of a split desk: nobody acts on what is not before them. */
export function refuseOtherDesk({ actor, type }: Command, state: DrillState): Refused | null {
  if (actor.kind !== 'player' || !operating.includes(type)) return null;
  return sightOf(state, actor.id).telemetry ? null : { code: 'not_your_desk', detail: `${type} is for operations` };
}
