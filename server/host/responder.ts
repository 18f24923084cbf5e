import type { Actor, ControlParameters } from '../../core/drill/events.ts';
import { type BareCommand, nextResponderCommand, type ResponderProgress, startOfResponder } from '../../core/drill/responder.ts';
import { liveKindOf } from '../../core/drill/rules/actions.ts';
import type { ResponderStep } from '../../core/scenario/plan.ts';
import type { LiveDrill } from './live-drill.ts';

/** Plays a scripted responder: after each sample, and once after the end, it does whatever its next steps allow. */
export interface Responder {
  act(): Promise<void>;
  /** Nothing but a diagnosis is left to do. */
  readonly isDone: boolean;
}

const actor: Actor = { kind: 'responder', id: 'responder', name: 'Scripted responder' };

/** @param comesAtMs game time before which none of its waits begins */
export function createResponder(drill: LiveDrill, steps: readonly ResponderStep[], comesAtMs = 0): Responder {
  let progress: ResponderProgress = { ...startOfResponder, doneAtMs: comesAtMs };
  return {
    get isDone() {
      return steps.slice(progress.next).every((step) => 'do' in step && step.do === 'diagnose');
    },
    async act() {
      for (;;) {
        const next = nextResponderCommand({ steps, progress, state: drill.state, gameMs: drill.gameMs });
        if (!next) return;
        progress = next.progress;
        if (!next.command) continue;
        const { type, data } = await withChoices(next.command, drill);
        await drill.submit(type, data, { actor });
      }
    },
  };
}

type Knowing = Pick<LiveDrill, 'plan' | 'choices'>;

/** `nightly-report/*` is whatever of it there is at this moment: somebody at the screen reads the list and picks it. */
export async function withChoices(command: BareCommand, drill: Knowing): Promise<BareCommand> {
  if (command.type !== 'runControl') return command;
  const { control, target, parameters } = command.data;
  const pick = async ([name, value]: [string, ControlParameters[string]]): Promise<[string, ControlParameters[string]]> => {
    const kind = liveKindOf(drill.plan, { control, target, parameter: name });
    if (kind === null || kind === 'alerts' || typeof value !== 'string' || !value.endsWith('*')) return [name, value];
    const answer = await drill.choices.of({ kind, target });
    const found = answer.ok ? answer.choices.find((choice) => choice.value.startsWith(value.slice(0, -1))) : undefined;
    return [name, found?.value ?? value];
  };
  return { ...command, data: { ...command.data, parameters: Object.fromEntries(await Promise.all(Object.entries(parameters).map(pick))) } };
}
