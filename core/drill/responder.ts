/** A scripted responder: which command comes next, if any. It sees only what a player could see, and alerts by their pages. */

import { controlDefinitions } from '../controls/index.ts';
import type { ResponderStep } from '../scenario/plan.ts';
import type { CommandData, CommandType } from './commands.ts';
import { isServiceBusy } from './rules/controls.ts';
import { newestSecondMs, telemetrySeen } from './rules/health.ts';
import type { DrillState } from './state.ts';

export interface ResponderProgress {
  /** Step that comes next. */
  next: number;
  /** When the step before was done, game milliseconds. */
  doneAtMs: number;
}

export const startOfResponder: ResponderProgress = { next: 0, doneAtMs: 0 };

export interface ResponderInput {
  steps: readonly ResponderStep[];
  progress: ResponderProgress;
  state: DrillState;
  gameMs: number;
}

type DoStep = Extract<ResponderStep, { do: string }>;
type WaitStep = Extract<ResponderStep, { wait: unknown }>;

/** A command without its envelope. */
export type BareCommand = { [T in CommandType]: { type: T; data: CommandData[T] } }[CommandType];

/**
 * The next command and the progress after it. `command` is null where a step has nothing to do (no alert to acknowledge).
 * Null while a wait is not over, outside the live phase, and after the last step.
 */
export function nextResponderCommand({
  steps,
  progress,
  state,
  gameMs,
}: ResponderInput): { command: BareCommand | null; progress: ResponderProgress } | null {
  if (state.phase !== 'live') return null;
  let doneAtMs = Math.max(progress.doneAtMs, state.liveAtMs ?? 0);
  for (let index = progress.next; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) return null;
    if ('do' in step)
      return isHeldUp(step, state) ? null : { command: commandOf(step, state), progress: { next: index + 1, doneAtMs: gameMs } };
    const overAtMs = waitOverMs(step, { state, doneAtMs });
    if (overAtMs === null || overAtMs > gameMs) return null;
    doneAtMs = overAtMs;
  }
  return null;
}

/** When a wait is over; null while that cannot be said. */
function waitOverMs({ wait }: WaitStep, { state, doneAtMs }: { state: DrillState; doneAtMs: number }): number | null {
  if ('afterMs' in wait) return doneAtMs + wait.afterMs;
  if ('alert' in wait) {
    const pagedAtMs = state.firstPageAtMs[wait.alert];
    return pagedAtMs === undefined ? null : Math.max(doneAtMs, pagedAtMs);
  }
  const goodForMs = telemetrySeen(state) ? newestSecondMs(state) - state.lastObservedBadAtMs : 0;
  return goodForMs >= wait.recoveredForMs ? Math.max(doneAtMs, state.lastObservedBadAtMs + wait.recoveredForMs) : null;
}

/** A change of a service waits for the one that is under way there. */
function isHeldUp(step: DoStep, state: DrillState): boolean {
  return step.do === 'control' && isServiceBusy(state, controlDefinitions[step.control]?.occupies(step.target) ?? null);
}

type Acting = { [K in DoStep['do']]: (step: DoStep & { do: K }, state: DrillState) => BareCommand | null };

const acting: Acting = {
  acknowledge(_step, { alerts }) {
    const firing = alerts.filter(({ state }) => state === 'firing');
    const alert = firing.find(({ severity }) => severity === 'page') ?? firing[0];
    return alert ? { type: 'acknowledge', data: { alertId: alert.alertId } } : null;
  },
  declare: ({ severity, title }) => ({ type: 'declare', data: { severity, title } }),
  status: ({ status }) => ({ type: 'setStatus', data: { status } }),
  update: ({ impact, action, nextUpdateMinutes }) => ({ type: 'postUpdate', data: { impact, action, nextUpdateMinutes } }),
  note: ({ text }) => ({ type: 'postNote', data: { text } }),
  control: ({ control, target, parameters }) => ({
    type: 'runControl',
    data: { control, target, parameters, confirm: target },
  }),
  resolve: ({ summary }) => ({ type: 'resolve', data: { summary } }),
};

function commandOf<K extends DoStep['do']>(step: DoStep & { do: K }, state: DrillState): BareCommand | null {
  return acting[step.do](step, state);
}
