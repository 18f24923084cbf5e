import type { Actor } from '../../core/drill/events.ts';
import { nextResponderCommand, type ResponderProgress, startOfResponder } from '../../core/drill/responder.ts';
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
        if (next.command) await drill.submit(next.command.type, next.command.data, { actor });
      }
    },
  };
}
