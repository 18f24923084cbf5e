/** A scripted responder: which command comes next, if any. It sees only what a player could see, and alerts by their pages. */

import { controlDefinitions } from '../controls/index.ts';
import { serviceOf } from '../requests/shipment.ts';
import type { ResponderStep } from '../scenario/plan.ts';
import type { CommandData, CommandType } from './commands.ts';
import type { RequestState } from './request-state.ts';
import { isServiceBusy } from './rules/controls.ts';
import { newestSecondMs, telemetrySeen } from './rules/health.ts';
import { crutchesOf } from './rules/left-on.ts';
import { isTakeable } from './rules/standing.ts';
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

interface Next {
  command: BareCommand | null;
  progress: ResponderProgress;
}

/**
 * The next command and the progress after it. `command` is null where a step has nothing to do (no alert to acknowledge).
 * Null while a wait is not over, outside the live phase, and after the last step. Once the drill has ended only the diagnosis is left.
 */
export function nextResponderCommand(input: ResponderInput): Next | null {
  const { phase } = input.state;
  if (phase === 'debrief') return saidAfterwards(input.steps, input.progress);
  return phase === 'live' ? nextLive(input) : null;
}

function nextLive({ steps, progress, state, gameMs }: ResponderInput): Next | null {
  let doneAtMs = Math.max(progress.doneAtMs, state.liveAtMs ?? 0);
  for (const [index, step] of steps.entries()) {
    if (index < progress.next || isDiagnosis(step)) continue;
    if ('do' in step)
      return isHeldUp(step, state) ? null : { command: commandOf(step, state), progress: { next: index + 1, doneAtMs: gameMs } };
    const overAtMs = waitOverMs(step, { state, doneAtMs });
    if (overAtMs === null || overAtMs > gameMs) return null;
    doneAtMs = overAtMs;
  }
  return null;
}

function isDiagnosis(step: ResponderStep): step is Extract<ResponderStep, { do: 'diagnose' }> {
  return 'do' in step && step.do === 'diagnose';
}

/** As the form asks it: once, by whoever has something to say. */
function saidAfterwards(steps: readonly ResponderStep[], { next, doneAtMs }: ResponderProgress): Next | null {
  const said = next > steps.length ? undefined : steps.find(isDiagnosis);
  if (!said) return null;
  const { component, mechanism, conditions, why } = said;
  return {
    command: { type: 'submitDiagnosis', data: { component, mechanism, conditions, why } },
    progress: { next: steps.length + 1, doneAtMs },
  };
}

/** When a wait is over; null while that cannot be said. */
function waitOverMs({ wait }: WaitStep, { state, doneAtMs }: { state: DrillState; doneAtMs: number }): number | null {
  if ('afterMs' in wait) return doneAtMs + wait.afterMs;
  if ('settled' in wait) return settledSinceMs(state, doneAtMs);
  if ('request' in wait) return from(undecided(state, wait.request)?.atMs, doneAtMs);
  // Of a goal everybody sees whether it is reached, and so this milestone is no secret there.
  if ('goal' in wait) return from(state.milestones.recovered, doneAtMs);
  if ('alert' in wait) return from(state.firstPageAtMs[wait.alert], doneAtMs);
  const goodForMs = telemetrySeen(state) ? newestSecondMs(state) - state.lastObservedBadAtMs : 0;
  return goodForMs >= wait.recoveredForMs ? Math.max(doneAtMs, state.lastObservedBadAtMs + wait.recoveredForMs) : null;
}

/** Not before the step that came before it; null for what has not happened. */
function from(atMs: number | undefined, doneAtMs: number): number | null {
  return atMs === undefined ? null : Math.max(doneAtMs, atMs);
}

/** Controls and what was approved: a fixed time, so that a wait after this one counts from it. */
function settledSinceMs({ controls, requests }: DrillState, doneAtMs: number): number | null {
  if (controls.some(isOnItsWay) || requests.some(({ state }) => state === 'shipping')) return null;
  return Math.max(doneAtMs, ...controls.map(settledAtMs), ...requests.map(({ landedAtMs }) => landedAtMs ?? 0));
}

/** A change of a service waits for the one that is under way there. */
function isHeldUp(step: DoStep, state: DrillState): boolean {
  if (step.do === 'decide') return isServiceBusy(state, serviceBehind(undecided(state, step.request)));
  if (step.do !== 'control' && step.do !== 'undo') return false;
  return isServiceBusy(state, controlDefinitions[step.control]?.occupies(step.target) ?? null);
}

/** The request of this inject, or the oldest, that nobody has decided. */
function undecided({ requests }: DrillState, id: string): RequestState | undefined {
  return requests.find(({ injectId, state }) => state === 'open' && (id === 'any' || injectId === id));
}

function serviceBehind(request: RequestState | undefined): string | null {
  return request === undefined ? null : serviceOf(request.ships);
}

function settledAtMs({ landedAtMs, undoneAtMs, requestedAtMs }: DrillState['controls'][number]): number {
  return Math.max(requestedAtMs, landedAtMs ?? 0, undoneAtMs ?? 0);
}

function isOnItsWay({ state, undoing }: DrillState['controls'][number]): boolean {
  return state === 'requested' || state === 'applying' || undoing;
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
  undo({ control, target }, { controls }) {
    const use = controls.findLast((known) => known.control === control && known.target === target);
    return use && isTakeable(use) ? { type: 'undoControl', data: { controlId: use.controlId } } : null;
  },
  decide({ request: id, verdict, conditions }, state) {
    const request = undecided(state, id);
    return request ? { type: 'decideRequest', data: { requestId: request.requestId, verdict, conditions } } : null;
  },
  // Said after the end, see `saidAfterwards`.
  diagnose: () => null,
  resolve({ summary, leftOn }, state) {
    const left = leftOn === undefined ? [] : crutchesOf(state).map(({ controlId }) => ({ controlId, owner: leftOn }));
    return { type: 'resolve', data: { summary, ...(left.length === 0 ? {} : { leftOn: left }) } };
  },
};

function commandOf<K extends DoStep['do']>(step: DoStep & { do: K }, state: DrillState): BareCommand | null {
  return acting[step.do](step, state);
}
