/** Change requests as people read them. */

import type { GradedRequest } from '../../core/protocol/debrief-requests.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { RequestCondition, RequestVerdict, RequestView } from '../../core/protocol/requests.ts';
import { clock, percent } from '../format.ts';
import type { Tone } from '../ui/Badge.tsx';

const states: Record<RequestView['state'], { words: string; tone: Tone }> = {
  open: { words: 'wants an answer', tone: 'warning' },
  waiting: { words: 'approved, waits', tone: 'info' },
  shipping: { words: 'rolling out', tone: 'info' },
  shipped: { words: 'shipped', tone: 'ok' },
  held: { words: 'held', tone: 'neutral' },
  failed: { words: 'did not go through', tone: 'critical' },
};

export function stateOf({ state }: Pick<RequestView, 'state'>): { words: string; tone: Tone } {
  return states[state];
}

/** What wants an answer first, then the newest. */
export function requestsInOrder(requests: readonly RequestView[]): RequestView[] {
  const rank = ({ state }: RequestView): number => (state === 'open' ? 0 : 1);
  return [...requests].sort((a, b) => rank(a) - rank(b) || b.atMs - a.atMs);
}

/** What a form may set for this request: conditions that cannot be kept are not offered. */
export function offeredConditions(
  { ships }: Pick<RequestView, 'ships'>,
  { actions }: Pick<DrillView, 'actions'>,
): RequestCondition['kind'][] {
  const hasRoom = (service: string): boolean =>
    actions.some(({ control, targets }) => control === 'canary.promote' && targets.includes(service));
  return [
    ...(ships.kind === 'release' && hasRoom(ships.service) ? (['canaryShare'] as const) : []),
    'afterIncident',
    ...(ships.kind === 'flag' ? (['flagOffBy'] as const) : []),
  ];
}

export type ConditionForm = {
  canaryPercent: number;
  isCanary: boolean;
  isAfter: boolean;
  isFlagOff: boolean;
  day: string;
  reason: string;
};

export const emptyForm: ConditionForm = { canaryPercent: 5, isCanary: false, isAfter: false, isFlagOff: false, day: '', reason: '' };

interface Choice {
  verdict: RequestVerdict;
  needsException: boolean;
}

/** As the command has them: what was not ticked is not sent, and an approval has none but its exception. */
export function conditionsFor(form: ConditionForm, { verdict, needsException }: Choice): RequestCondition[] {
  const reason = form.reason.trim();
  return [
    ...(verdict === 'conditions' ? tickedIn(form) : []),
    ...(verdict !== 'hold' && needsException && reason !== '' ? [{ kind: 'exception' as const, reason }] : []),
  ];
}

function tickedIn({ canaryPercent, isCanary, isAfter, isFlagOff, day }: ConditionForm): RequestCondition[] {
  return [
    ...(isCanary ? [{ kind: 'canaryShare' as const, atMost: canaryPercent / 100 }] : []),
    ...(isAfter ? [{ kind: 'afterIncident' as const }] : []),
    ...(isFlagOff ? [{ kind: 'flagOffBy' as const, day }] : []),
  ];
}

const shortestReason = 10;
/** Of an exception, in characters. */
export const longestReason = 500;

/** Whether this can be recorded as why something passes below the line. */
export function isReason(text: string): boolean {
  const { length } = text.trim();
  return length >= shortestReason && length <= longestReason;
}

/** Why a verdict cannot be sent as the form stands; null when it can. */
export function problemOfForm(form: ConditionForm, { verdict, needsException }: Choice): string | null {
  if (verdict === 'hold') return null;
  if (verdict === 'conditions' && !form.isCanary && !form.isAfter && !form.isFlagOff) return 'Set at least one condition.';
  if (form.isFlagOff && !/^\d{4}-\d{2}-\d{2}$/.test(form.day)) return 'Write the day as 2027-01-31.';
  if (needsException && !isReason(form.reason)) return 'Say why it goes although the budget is spent.';
  return null;
}

/** What pressing the button does, said before it is pressed. */
export function effectOf({ shipsWords, ships }: RequestView, form: ConditionForm, verdict: RequestVerdict): string {
  if (verdict === 'hold') return 'Nothing is deployed. Its developer is told.';
  const share = form.isCanary && verdict === 'conditions' ? form.canaryPercent : null;
  const isSmaller = share !== null && ships.kind === 'release' && share < 100 * (ships.canaryShare ?? 1);
  const what = isSmaller ? `${ships.service} ${ships.version} on a canary with at most ${share} % of calls` : shipsWords;
  const when = form.isAfter && verdict === 'conditions' ? 'with your resolve' : 'at once';
  return `Really deployed ${when}: ${what}.`;
}

/** An error budget is below the line, and nobody has recorded an exception yet. */
export function isHeldUp({ releaseGate: { below, exceptions } }: Pick<DrillView, 'releaseGate'>): boolean {
  return below.length > 0 && exceptions.length === 0;
}

/** Whether the release policy says something now: it holds things up, or was excepted from. */
export function isGateTold({ releaseGate: { below, exceptions } }: Pick<DrillView, 'releaseGate'>): boolean {
  return below.length > 0 || exceptions.length > 0;
}

/** `Below 25 %: nothing is promoted.` Or why this person cannot change that; or who has, when and why. */
export function gateWords({ line, exceptions }: DrillView['releaseGate'], whyNot: string | null): string {
  const newest = exceptions.at(-1);
  if (newest) return `Exception by ${newest.by} at ${clock(newest.atMs)}: ${newest.reason}`;
  return `Below ${percent(line, 0)}: ${whyNot ?? 'nothing is promoted.'}`;
}

export const verdictWords: Record<RequestVerdict, string> = { approve: 'approve', hold: 'hold', conditions: 'approve with conditions' };

/** `held by Ana`, `approved by Ben, after the incident`, `nobody decided: held`. */
export function answerOf({ verdict, by, conditions }: Pick<GradedRequest, 'verdict' | 'by' | 'conditions'>): string {
  if (verdict === null) return 'nobody decided: held';
  return [`${verdict === 'hold' ? 'held' : 'approved'} by ${by ?? 'somebody'}`, ...conditions].join(', ');
}

export function rightOf({ right }: Pick<GradedRequest, 'right'>): string {
  return right === null ? 'not said' : verdictWords[right];
}

export function gradeTone(grade: number | null): Tone {
  if (grade === null) return 'unknown';
  if (grade === 1) return 'ok';
  return grade > 0 ? 'warning' : 'critical';
}
