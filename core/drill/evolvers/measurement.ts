/** What was measured and what follows from it by computation alone. */
import { appendSample } from '../../slo/history.ts';
import type { AlertState, DrillEventOf } from '../events.ts';
import { alertsAfter } from '../rules/alerting.ts';
import { isGoalReached, withOperation } from '../rules/goal.ts';
import { newestSecondIsBad, newestSecondMs } from '../rules/health.ts';
import { atLeast } from '../rules/status.ts';
import { baselineLength } from '../rules/steady-state.ts';
import type { AlertCard, DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type MeasurementEvent = 'sliSampled' | 'alertStateChanged' | 'alertSilenced' | 'silenceEnded' | 'milestoneReached';

export const measurementEvolvers: Evolvers<MeasurementEvent> = {
  // Taken while paused, a sample is kept in the log and enters nothing.
  sliSampled(state, event) {
    if (state.phase === 'baseline') {
      const { ledger, asked, sent, operation, ordersTwice: before = state.ordersTwice.before } = event.data;
      const second = { ledger, asked, sent, ...toldUsual(event.data), ...(operation ? { operation } : {}) };
      const baselineSeconds = [...state.baselineSeconds, second].slice(-baselineLength(state));
      return { ...state, baselineSeconds, ordersTwice: { before, since: 0 } };
    }
    return state.phase === 'live' ? withHealth(withAlertMemory(withSecond(state, event), event)) : state;
  },
  alertStateChanged(state, { atMs, data }) {
    const known = state.alerts.find(({ alertId }) => alertId === data.alertId);
    const card: AlertCard = {
      alertId: data.alertId,
      alert: data.alert,
      severity: data.severity,
      state: data.state,
      summary: data.summary,
      slo: data.slo ?? null,
      burnRate: data.burnRate ?? null,
      ...timesOf(known, data.state, atMs),
      acknowledgedBy: data.state === 'acknowledged' ? (data.by ?? null) : (known?.acknowledgedBy ?? null),
    };
    const alerts = known === undefined ? [...state.alerts, card] : state.alerts.map((other) => (other === known ? card : other));
    return noteFirstPage({ ...state, alerts }, card, atMs);
  },
  alertSilenced: (state, { data }) => ({ ...state, silences: [...state.silences, data] }),
  silenceEnded(state, { data: { controlId } }) {
    return { ...state, silences: state.silences.filter((silence) => silence.controlId !== controlId) };
  },
  milestoneReached(state, { data: { milestone, reachedAtMs } }) {
    const early = milestone === 'paged' || milestone === 'acknowledged';
    const status = early ? atLeast(state.status, milestone) : state.status;
    return { ...state, status, milestones: { ...state.milestones, [milestone]: reachedAtMs } };
  },
};

function timesOf(known: AlertCard | undefined, state: AlertState, atMs: number): Pick<AlertCard, 'sinceMs' | 'firedAtMs' | 'resolvedAtMs'> {
  const resolvedAtMs = state === 'resolved' ? atMs : null;
  if (state === 'firing') return { sinceMs: atMs, firedAtMs: atMs, resolvedAtMs };
  return { sinceMs: known?.sinceMs ?? atMs, firedAtMs: known?.firedAtMs ?? null, resolvedAtMs };
}

/** A sample closes its own second; one that was labelled ahead of its arrival closes when it arrived. */
function withSecond(state: DrillState, { atMs, data }: DrillEventOf<'sliSampled'>): DrillState {
  const closedAtMs = Math.max(newestSecondMs(state), Math.min(data.second * 1000, atMs));
  const { asked, sent, down = [] } = data;
  const second = { closedAtMs, asked, sent, ...toldUsual(data), down: state.probe === null ? down : [] };
  return {
    ...state,
    history: appendSample(state.history, data),
    seconds: [...state.seconds, second],
    goal: withOperation(state, data.operation),
    ordersLost: state.ordersLost + data.ordersLost,
    down,
    // A sample into which no second of the ledger fell tells nothing of it, and pays nobody.
    ordersOwed: data.ordersOwed ?? state.ordersOwed,
    ordersTwice: ordersTwiceAfter(state, data.ordersTwice),
  };
}

function toldUsual({ usual }: { usual?: number }): { usual?: number } {
  return usual === undefined ? {} : { usual };
}

/** The books are told as they stand; what was in them before this drill, in a sandbox that was used, is nobody's doing here. */
function ordersTwiceAfter({ ordersTwice }: DrillState, told: number | undefined): DrillState['ordersTwice'] {
  const { before } = ordersTwice;
  return told === undefined ? ordersTwice : { before, since: Math.max(0, told - before) };
}

function withAlertMemory(state: DrillState, event: DrillEventOf<'sliSampled'>): DrillState {
  return { ...state, alertMemory: alertsAfter(state, event).memory };
}

/** A recovery stands only while users stay well, and what was to be reached is. */
function withHealth(state: DrillState): DrillState {
  const closedAtMs = newestSecondMs(state);
  const observed = newestSecondIsBad(state, 'observed') ? { lastObservedBadAtMs: closedAtMs } : {};
  const isBad = newestSecondIsBad(state, 'ledger');
  if (!isBad && isGoalReached(state)) return { ...state, ...observed };
  const { recovered: _recovered, ...milestones } = state.milestones;
  return { ...state, ...observed, milestones, ...(isBad ? { lastBadAtMs: closedAtMs } : {}) };
}

function noteFirstPage(state: DrillState, card: AlertCard, atMs: number): DrillState {
  if (card.severity !== 'page' || card.state !== 'firing') return state;
  const first = state.firstPageAtMs;
  const bySlo = card.slo === null ? {} : { [card.slo]: first[card.slo] ?? atMs };
  return { ...state, firstPageAtMs: { ...first, ...bySlo, any: first['any'] ?? atMs } };
}
