import type { Outcome } from '../../../core/drill/values.ts';
import type { SandboxView, ScenarioCard } from '../../../core/protocol/messages.ts';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';

const words: Record<Outcome, string> = {
  recovered: 'Users recovered',
  held: 'Nothing was wrong, and it held',
  lost: 'No resolve held',
  absorbed: 'The fault was hidden by what the pod did',
  aborted: 'Called off',
  invalid: 'Invalid, and not the pod’s fault',
};

export function outcomeWords(outcome: Outcome): string {
  return words[outcome];
}

/** How long a lesson of the tutorial usually takes, with its lobby and its debrief: the scripted expert needs a minute and a half. */
export const lessonMinutes = 5;

/** The time box says when it is lost; nobody's first try should be planned by that. */
export function lengthWords({ tutorial, minutes }: Pick<ScenarioCard, 'tutorial' | 'minutes'>): string {
  return tutorial ? `about ${lessonMinutes} min, ${minutes} at most` : `up to ${minutes} min`;
}

/** How near one's own diagnosis came. */
export function nearWords(told: OwnDrill['told']): string {
  if (told === null) return 'still to be said';
  if (told.diagnosis === null) return 'none was said';
  const { hops } = told.diagnosis;
  if (hops === null) return 'somewhere else';
  return hops === 0 ? 'the right component' : hops === 1 ? 'right next to it' : `${hops} links away`;
}

/** Why nothing can be started now; null when something can. */
export function whyNotReady(sandbox: SandboxView | null): string | null {
  if (!sandbox) return 'Waiting for the server.';
  switch (sandbox.state) {
    case 'ready':
      return null;
    case 'busy':
      return 'The shop is in a drill.';
    case 'failed':
      return `The shop could not be started: ${sandbox.message}`;
    default:
      return sandbox.message;
  }
}

/** `4 of 21 parts are up`, while the shop starts. */
export function startProgress(sandbox: SandboxView | null): { up: number; of: number } {
  const components = sandbox?.components ?? [];
  return { up: components.filter(({ state }) => state === 'up').length, of: components.length };
}
