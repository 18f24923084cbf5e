/** Opening, phases, ending. */
import { withBaseline } from '../../slo/history.ts';
import { activeOperations, backgroundId } from '../rules/standing.ts';
import { baselineRates, usualShareOf } from '../rules/steady-state.ts';
import type { DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type LifecycleEvent = 'drillOpened' | 'phaseChanged' | 'baselineProven' | 'drillEnded' | 'undoCompleted';

export const lifecycleEvolvers: Evolvers<LifecycleEvent> = {
  drillOpened(state, event) {
    const standing = state.plan.background.flatMap(({ operation }, index) =>
      operation ? activeOperations(backgroundId(index), [operation]) : [],
    );
    const effects: DrillState['effects'] = standing.length > 0 ? { [`e${event.seq}`]: { kind: 'list' } } : {};
    const { code = '', openedBy = 'system', practice = false, nags = false, nudges = false, splitDesk = false } = event.data;
    const page = { ...state.page, openedWallMs: event.observedAtMs };
    const spoken = { nags: { ...state.nags, isOn: nags }, nudges: { ...state.nudges, isOn: nudges } };
    const room = { code, openedBy, practice, splitDesk, ...spoken };
    return { ...state, drillId: event.drillId, ...room, page, standing, effects };
  },
  phaseChanged(state, { atMs, data: { to } }) {
    const entered = { ...state, phase: to };
    if (to === 'baseline') return { ...entered, baselineAtMs: atMs };
    if (to === 'live' && state.liveAtMs === null) return { ...entered, liveAtMs: atMs, lastBadAtMs: atMs, lastObservedBadAtMs: atMs };
    return entered;
  },
  baselineProven(state, { data }) {
    const history = withBaseline(state.history, baselineRates(state, data.badShare));
    const goal = { ...state.goal, baseline: data.goal ?? null };
    const usualShare = usualShareOf(state.baselineSeconds);
    const baseline = { baselineBadShare: data.badShare, baselineRatePerSecond: data.ratePerSecond, usualShare };
    return { ...state, history, goal, ...baseline, baselineSeconds: [] };
  },
  drillEnded(state, { seq, atMs, data }) {
    const effects: DrillState['effects'] = { [`e${seq}`]: { kind: 'undoAll' } };
    const over = { resolve: null, nextUpdateDueMs: null, seatOffers: [], standing: [] };
    return { ...state, ...over, ending: data, endedAtMs: atMs, status: 'ended', effects };
  },
  undoCompleted(state, { data }) {
    return { ...state, undo: data, effects: data.ok ? {} : state.effects };
  },
};
