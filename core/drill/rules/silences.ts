/** Silences: an alert tells nobody for a while. What it is about goes on, and so does the drill's own judgement. */
import { isSilenced } from '../../alerts/silences.ts';
import type { AlertCard, ControlState, DrillState, Silence } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';
import { reachOnce } from './milestones.ts';
import { reopen } from './verification.ts';

type SilenceWork = Extract<ControlState['work'], { type: 'silence' }>;

/** From here on nobody is called for the alert, also where it fires already. */
export function beginSilence(turn: Turn, control: ControlState, { alert, reason, forMs }: SilenceWork): void {
  const data = { controlId: control.controlId, alert, reason, by: control.by, untilMs: turn.atMs + forMs };
  const causeSeq = emit(turn, { type: 'alertSilenced', actor: systemActor, causeSeq: control.lastSeq, data });
  for (const card of turn.state.alerts.filter((known) => known.alert === alert && calls(known)))
    restate(turn, card, { state: 'silenced', causeSeq });
}

/** Game time at which a silence is over. */
export function silenceEndMs({ untilMs }: Silence): number {
  return untilMs;
}

/** Whatever still fires calls again, unless another silence covers it. */
export function endSilence(turn: Turn, silence: Silence, by: 'time' | 'pod'): void {
  const { controlId, alert } = silence;
  const causeSeq = emit(turn, { type: 'silenceEnded', actor: systemActor, data: { controlId, alert, by } });
  if (isSilenced(turn.state.silences, alert, turn.atMs)) return;
  for (const card of turn.state.alerts.filter((known) => known.alert === alert && known.state === 'silenced')) {
    restate(turn, card, { state: 'firing', causeSeq });
    if (card.severity !== 'page') continue;
    reachOnce(turn, 'paged');
    if (turn.state.resolve) reopen(turn, `A silence ended after the resolve, and a page fires: ${alert}.`);
  }
}

export function silenceOf({ silences }: DrillState, id: string): Silence | undefined {
  return silences.find(({ controlId }) => controlId === id);
}

function calls({ state }: AlertCard): boolean {
  return state === 'firing' || state === 'acknowledged';
}

function restate(turn: Turn, card: AlertCard, { state, causeSeq }: { state: 'silenced' | 'firing'; causeSeq: number }): void {
  const { alertId, alert, severity, summary, slo, burnRate } = card;
  const known = { ...(slo === null ? {} : { slo }), ...(burnRate === null ? {} : { burnRate }) };
  emit(turn, { type: 'alertStateChanged', actor: systemActor, causeSeq, data: { alertId, alert, severity, state, summary, ...known } });
}
