import type { Actor } from '../../core/drill/events.ts';
import { nextResponderCommand, type ResponderProgress, startOfResponder } from '../../core/drill/responder.ts';
import type { ResponderStep } from '../../core/scenario/plan.ts';
import type { LiveDrill } from './live-drill.ts';

/** Plays a scripted responder: after each sample it does whatever its next steps allow. */
export interface Responder {
  act(): Promise<void>;
}

const actor: Actor = { kind: 'responder', id: 'responder', name: 'Scripted responder' };

export function createResponder(drill: LiveDrill, steps: readonly ResponderStep[]): Responder {
  let progress: ResponderProgress = startOfResponder;
  return {
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
