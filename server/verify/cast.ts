/** Who plays a scenario when it is proven, in this order: nobody, the cheats, whoever follows the loudest alert, and last who knows. */
import type { DrillState } from '../../core/drill/state.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { cheatNames } from '../../core/responders/cheat-names.ts';
import { cheatsOf, touchesNothing } from '../../core/responders/cheats.ts';
import { naiveSteps, type Sight } from '../../core/responders/naive.ts';
import type { Plan, ResponderStep } from '../../core/scenario/plan.ts';

export interface Part {
  name: string;
  kind: 'idle' | 'cheat' | 'naive' | 'expert';
  /** What they do, decided by what they see when they come. */
  steps(sight: Sight): readonly ResponderStep[];
}

/** Parts that play at the same time, in the same sandbox: the first acts in it, the others only touch who is called. */
export type Round = readonly Part[];

export interface Cast {
  rounds: Round[];
  /** Cheats for which the stack has no control. */
  notOffered: string[];
}

/** @param only names of those who shall play; everybody when left out */
export function castOf(plan: Plan, only?: readonly string[]): Cast {
  const cheats = cheatsOf(plan);
  const offered = cheatNames.flatMap((name): { part: Part; isOnlooker: boolean }[] => {
    const steps = cheats[name];
    return steps === null ? [] : [{ part: { name, kind: 'cheat', steps: () => steps }, isOnlooker: touchesNothing(steps) }];
  });
  const cheating = (onlookers: boolean): Part[] => offered.filter(({ isOnlooker }) => isOnlooker === onlookers).map(({ part }) => part);
  const everybody: Round[] = [
    [{ name: 'idle', kind: 'idle', steps: () => [] }, ...cheating(true)],
    ...[...cheating(false), ...temptations(plan)].map((part) => [part]),
    [{ name: 'naive', kind: 'naive', steps: naiveSteps }],
    [{ name: 'expert', kind: 'expert', steps: () => plan.responders['expert'] ?? [] }],
  ];
  return {
    rounds: everybody.map((round) => round.filter(({ name }) => only?.includes(name) ?? true)).filter(({ length }) => length > 0),
    notOffered: cheatNames.filter((name) => cheats[name] === null),
  };
}

/** Where something is to become faster, the author's own wrong answers: everybody would try to buy speed. */
function temptations({ goal, responders }: Plan): Part[] {
  const names = goal ? Object.keys(responders).filter((name) => name !== 'idle' && name !== 'expert') : [];
  return names.map((name) => ({ name, kind: 'cheat', steps: () => responders[name] ?? [] }));
}

/** What a player sees; nothing else of the state is looked at. */
export function sightOf({ alerts, changes, plan }: DrillState, frame: SignalFrame | null, stack: Pick<StackView, 'services'>): Sight {
  return { alerts, changes, services: frame?.services ?? {}, controls: plan.controls, stack };
}
