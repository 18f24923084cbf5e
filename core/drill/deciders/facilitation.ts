/** The facilitator's hand on the script. */
import type { ScriptItem } from '../../scenario/plan.ts';
import { fireItem } from '../rules/script.ts';
import { emit, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

export const facilitationDeciders: Deciders<'fireInject' | 'skipInject'> = {
  fireInject(turn, { data: { injectId }, actor }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const item = openItem(turn, injectId);
    if (!item) return { code: 'unknown_inject', detail: injectId };
    fireItem(turn, item, actor);
    return null;
  },
  skipInject(turn, { data: { injectId }, actor }) {
    const refused = onlyIn(turn, ['lobby', 'baseline', 'live', 'paused']);
    if (refused) return refused;
    if (!openItem(turn, injectId)) return { code: 'unknown_inject', detail: injectId };
    emit(turn, { type: 'injectSkipped', data: { injectId, by: actor.name } });
    return null;
  },
};

/** An item that has been neither fired nor skipped. */
function openItem({ state }: Turn, injectId: string): ScriptItem | undefined {
  return state.injects[injectId] === undefined ? state.plan.script.find(({ id }) => id === injectId) : undefined;
}
