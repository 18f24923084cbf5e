/** What the goal of an optimisation drill says in words. */
import type { GoalView } from '../../core/protocol/goal-view.ts';
import type { Tone } from '../ui/Badge.tsx';

/** Whole per cent; a gain that is a loss keeps its sign. */
export function gainWords(share: number | null): string {
  if (share === null) return '–';
  const percent = Math.round(share * 100);
  return `${percent < 0 ? '−' : ''}${Math.abs(percent)} %`;
}

/** What of a gain no chance explains; a loss is none. */
export function sureGainWords(share: number | null): string {
  return gainWords(share === null ? null : Math.max(0, share));
}

/** Whole milliseconds, also of seconds: a gain of a twentieth must show. */
export function preciseMs(value: number | null): string {
  if (value === null) return '–';
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ms`;
}

interface State {
  title: string;
  says: string;
  tone: Tone;
}

/** @param waits why the baseline is not there yet */
export function goalState(goal: GoalView, waits: string | null = null): State {
  const { baseline, now, isReached, windowSeconds } = goal;
  if (!baseline) {
    const why = waits === null ? '' : ` So far: ${waits}.`;
    return { title: 'measuring', says: `The baseline is being recorded; the clock starts by itself.${why}`, tone: 'unknown' };
  }
  if (!now) return { title: 'measuring', says: `What counts is the newest ${windowSeconds} s; they are not over yet.`, tone: 'unknown' };
  if (isReached) return { title: 'reached', says: 'Resolve when you want it to be judged; it has to stay so.', tone: 'ok' };
  return { title: 'not reached', says: whyNot(goal), tone: 'neutral' };
}

function whyNot({ gain, sureGain, wantedGain, now, windowSeconds }: GoalView): string {
  if ((sureGain ?? 0) >= wantedGain) return 'More than 1 % of these requests failed, and a failure is no fast answer.';
  if ((gain ?? 0) >= wantedGain) {
    const bursts = (now?.dispersion ?? 1) >= 3 ? ', and the slow ones come in bursts' : '';
    return `Of ${now?.requests ?? 0} requests part of it may be chance${bursts}: what counts is what is for sure.`;
  }
  return `Measured over the newest ${windowSeconds} s: a change takes as long to show in full.`;
}

/** Where baseline, goal and now lie on one scale, as shares of its length; null before there is a baseline. */
export function trackOf({ baseline, now, wantedGain }: GoalView): { baseline: number; wanted: number; now: number } | null {
  if (!baseline) return null;
  const longest = Math.max(baseline.p95Ms, now?.p95Ms ?? 0) * 1.05;
  return {
    baseline: baseline.p95Ms / longest,
    wanted: (baseline.p95Ms * (1 - wantedGain)) / longest,
    now: (now?.p95Ms ?? 0) / longest,
  };
}
