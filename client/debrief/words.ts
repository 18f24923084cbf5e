/** What the debrief says in words and figures. */
import type { Milestone, Outcome } from '../../core/drill/values.ts';
import type { Debrief } from '../../core/protocol/debrief.ts';
import type { DiagnosisView } from '../../core/protocol/debrief-reasoning.ts';
import { type GoalView, operations } from '../../core/protocol/goal-view.ts';
import { clock, count, percent } from '../format.ts';
import { gainWords, preciseMs, sureGainWords } from '../goal/goal-words.ts';
import type { Tone } from '../ui/Badge.tsx';

const outcomeTexts: Record<Outcome, { title: string; says: string; tone: Tone }> = {
  recovered: { title: 'Users recovered', says: 'A resolve held: users stayed well while the shop was watched.', tone: 'ok' },
  held: { title: 'Nothing was wrong', says: 'There was no incident, and the shop came through the shift well.', tone: 'ok' },
  lost: {
    title: 'No resolve held',
    says: 'Before the end nobody had shown that users are well and stay so. What can be learnt is the same.',
    tone: 'warning',
  },
  absorbed: { title: 'The fault was hidden', says: 'Something the pod did before hid the fault, so users never felt it.', tone: 'info' },
  aborted: { title: 'Called off', says: 'The drill was stopped from outside; nothing is graded.', tone: 'unknown' },
  invalid: {
    title: 'Invalid',
    says: 'The sandbox or the injection failed, or users had felt nothing yet. That is never the pod’s fault.',
    tone: 'unknown',
  },
};

export function outcomeText(outcome: Outcome): { title: string; says: string; tone: Tone } {
  return outcomeTexts[outcome];
}

/** Of an optimisation drill it is the goal that was reached or not. */
export function endOf({ outcome, goal }: Pick<Debrief, 'outcome' | 'goal'>): { title: string; says: string; tone: Tone } {
  if (!goal || (outcome !== 'recovered' && outcome !== 'lost')) return outcomeText(outcome);
  return outcome === 'recovered'
    ? { title: 'Goal reached', says: 'It stayed so after the resolve, and no user was worse off for it.', tone: 'ok' }
    : { title: 'Goal missed', says: 'No resolve held before the end. What can be learnt is the same.', tone: 'warning' };
}

export interface Figure {
  label: string;
  value: string;
  hint: string;
}

/** The figures of response, each with what it counts from. A dash: not reached. */
export function figuresOf({ milestones, ordersLost, centsLost, falseResolves, slos, goal }: Debrief): Figure[] {
  const between = (from: Milestone, to: Milestone): string => {
    const [start, end] = [milestones[from], milestones[to]];
    return start === undefined || end === undefined ? '–' : clock(end - start);
  };
  const worst = slos.reduce((most, { budgetBurned }) => Math.max(most, budgetBurned), 0);
  const response = [
    { label: 'to detect', value: between('impact', 'paged'), hint: 'from the moment users were hurt to the first page' },
    { label: 'to acknowledge', value: between('paged', 'acknowledged'), hint: 'from the first page to the first acknowledgement' },
    { label: 'to declare', value: between('paged', 'declared'), hint: 'from the first page to the declaration' },
    { label: 'to mitigate', value: between('impact', 'recovered'), hint: 'from the moment users were hurt until they were well again' },
  ];
  return [
    ...(goal ? goalFigures(goal) : response),
    { label: 'orders lost', value: count(ordersLost), hint: `worth ${(centsLost / 100).toFixed(0)}` },
    { label: 'budget burned', value: percent(worst, 0), hint: 'of the objective that burned most' },
    { label: 'false resolves', value: String(falseResolves), hint: 'resolves that did not hold' },
  ];
}

/** Before and after, by the ledger, of the operation that was to become faster. */
function goalFigures({ operation, percentile, baseline, now, gain, sureGain, wantedGain, windowSeconds }: GoalView): Figure[] {
  const { name } = operations[operation];
  return [
    { label: `${percentile} before`, value: preciseMs(baseline?.p95Ms ?? null), hint: `of ${name}, in the baseline phase` },
    { label: `${percentile} after`, value: preciseMs(now?.p95Ms ?? null), hint: `of ${name}, in the last ${windowSeconds} s` },
    { label: 'gain', value: gainWords(gain), hint: 'share of the baseline that has gone' },
    { label: 'gain for sure', value: sureGainWords(sureGain), hint: `what no chance explains; wanted were ${gainWords(wantedGain)}` },
  ];
}

/** How near a diagnosis came, without praise or blame. */
export function hopsWords({ hops, component }: Pick<DiagnosisView, 'hops' | 'component'>, truth: string): string {
  if (hops === 0) return 'the right component';
  if (truth === 'none') return 'nothing was wrong there';
  if (component === 'none') return 'something was wrong';
  if (hops === null) return 'not connected to it';
  return hops === 1 ? 'right next to it' : `${hops} links away`;
}

/** What was tried before a resolve held, with when it was begun. */
export function trialWords({ liveAtMs, oracle }: Pick<Debrief, 'liveAtMs' | 'oracle'>): string[] {
  return oracle.probes.map(({ atMs, words }) => (atMs === null ? words : `${clock(atMs - (liveAtMs ?? 0))} ${words}`));
}

const verdicts = {
  accepted: { words: 'took it at the source', tone: 'ok' },
  partial: { words: 'eased it', tone: 'info' },
  neutral: { words: 'changed nothing about it', tone: 'neutral' },
  harmful: { words: 'cost users something', tone: 'warning' },
  forbidden: { words: 'was not allowed here', tone: 'critical' },
} as const;

export function verdictText(verdict: Debrief['controls'][number]['verdict']): { words: string; tone: Tone } {
  return verdicts[verdict];
}

const poolWords = { poolUsed: 'used', poolIdle: 'idle', poolPending: 'waited for' } as const;

/** What a signal of the record is called, and in which unit it is drawn; shares become per cent. */
export function signalOf(ref: string): { title: string; unit: string; times: number } {
  const [subject = '', figure = ''] = ref.split('|');
  const name = subject.replace(/^(service|link|group|slo|slot):/, '');
  if (subject.startsWith('slo:')) return { title: `Bad share of ${name}`, unit: '%', times: 100 };
  switch (figure) {
    case 'errors':
      return { title: `Errors of ${name}`, unit: '%', times: 100 };
    case 'rate':
      return { title: `Traffic of ${name}`, unit: '/s', times: 1 };
    case 'hitRatio':
      return { title: 'Cache hit ratio', unit: '%', times: 1 };
    case 'memory':
      return { title: 'Cache memory', unit: 'MB', times: 1 };
    case 'loopBusy':
      return { title: `Event loop of ${name}, busy`, unit: '%', times: 100 };
    case 'heapMb':
      return { title: `Heap of ${name}`, unit: 'MB', times: 1 };
    case 'heapAfterGcMb':
      return { title: `Heap of ${name} after garbage collection`, unit: 'MB', times: 1 };
    case 'inflight':
      return { title: `Requests in flight at ${name}`, unit: 'req', times: 1 };
    case 'poolUsed':
    case 'poolIdle':
    case 'poolPending':
      return { title: `Connections of ${name}, ${poolWords[figure]}`, unit: 'conn', times: 1 };
    case 'lag':
      return { title: `Lag of ${name}`, unit: 'msg', times: 1 };
    default:
      return { title: `${figure} of ${name}`, unit: 'ms', times: 1 };
  }
}
