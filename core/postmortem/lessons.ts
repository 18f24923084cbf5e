/** Candidate facts for the lessons, and candidate action items. People keep, change or drop them. */
import { isMutating } from '../controls/index.ts';
import { ownerOf } from '../drill/rules/tasks.ts';
import { isWon } from '../drill/values.ts';
import type { CaseFile } from './case-file.ts';
import type { ActionItem, PostmortemDocument } from './document.ts';
import { percentText, spanText } from './words.ts';

type Facts = Pick<PostmortemDocument, 'header' | 'impact' | 'timings' | 'cause' | 'actions' | 'communication'>;

/** A fact with whether it holds. */
type Candidate = readonly [boolean, string];

const SOON_ACKNOWLEDGED_MS = 30_000;
const SOON_UPDATED_MS = 75_000;
const DAY_MS = 24 * 3_600_000;

export function lessonsOf(file: CaseFile, facts: Facts): PostmortemDocument['lessons'] {
  return { wentWell: hold(wentWell(file, facts)), didNot: hold(didNot(file, facts)), gotLucky: hold(gotLucky(file, facts)) };
}

function hold(candidates: readonly Candidate[]): string[] {
  return candidates.filter(([holds]) => holds).map(([, fact]) => fact);
}

function wentWell({ debrief }: CaseFile, { header, timings, actions, communication, cause }: Facts): Candidate[] {
  const { timeToDetectMs, timeToAcknowledgeMs } = timings;
  const cures = curesOf(debrief, actions);
  const held = isWon(debrief.outcome);
  return [
    [timeToDetectMs !== null, `The page came ${spanText(timeToDetectMs)} after users began to be affected.`],
    [
      timeToAcknowledgeMs !== null && timeToAcknowledgeMs <= SOON_ACKNOWLEDGED_MS,
      `It was acknowledged within ${spanText(timeToAcknowledgeMs)}.`,
    ],
    [header.goal !== null && held, 'The goal was reached under the load it was measured under before.'],
    [cures.length > 0, `${cures.join(', ')} took ${header.goal === null ? 'the incident' : 'it'} at its source.`],
    [communication.updates > 0, `Updates that went out: ${communication.updates}.`],
    [held && debrief.falseResolves === 0, 'The resolve held the first time.'],
    [!cause.real && !actions.some(({ control }) => isMutating(control)), 'Nothing was changed in a system that had nothing wrong.'],
  ];
}

/** Controls that are accepted, and what was shipped by request and is a fix. */
function curesOf({ requests }: CaseFile['debrief'], actions: Facts['actions']): string[] {
  const controls = actions.filter(({ verdict }) => verdict === 'accepted').map(({ control }) => control);
  return [...controls, ...requests.filter(({ fixed }) => fixed).map(({ shipsWords }) => shipsWords)];
}

function didNot({ debrief }: CaseFile, { header, timings, actions, communication, cause }: Facts): Candidate[] {
  const isIncident = cause.real && header.goal === null;
  const harmful = actions.filter(({ verdict }) => verdict === 'harmful');
  const first = communication.firstUpdateAfterMs;
  const reached = (name: string): boolean => timings.milestones.some(({ milestone, atMs }) => milestone === name && atMs !== null);
  return [
    [header.goal !== null && !isWon(debrief.outcome), 'The goal was missed.'],
    [isIncident && !reached('paged'), 'No page fired.'],
    [reached('paged') && !reached('acknowledged'), 'The page was not acknowledged.'],
    [isIncident && !reached('declared'), 'No incident was declared.'],
    [cause.real && communication.updates === 0, 'No update went out.'],
    [first !== null && first > SOON_UPDATED_MS, `The first update came ${spanText(first)} after the incident was declared.`],
    [
      debrief.falseResolves > 0,
      `Resolves that came before ${header.goal === null ? 'users were well' : 'the goal was reached'}: ${debrief.falseResolves}.`,
    ],
    ...harmful.map(
      ({ control, target, badShareBefore, badShareAfter }): Candidate => [
        true,
        `${control} on ${target} cost users something: bad share ${percentText(badShareBefore)} before, ${percentText(badShareAfter)} after.`,
      ],
    ),
    [cause.real && cause.detectionGap !== '', cause.detectionGap],
  ];
}

function gotLucky({ state, debrief }: CaseFile, { actions, timings }: Facts): Candidate[] {
  const recovered = timings.timeToMitigateMs !== null;
  const cured = curesOf(debrief, actions).length > 0;
  const endedByOwner = state.controls.some(({ control }) => control === 'owner.page');
  return [
    [recovered && !cured && endedByOwner, 'Users were well again because an owner acted; no action of the responders removed the cause.'],
    [recovered && !cured && !endedByOwner, 'Users were well again although no action removed the cause.'],
    [debrief.outcome === 'absorbed', 'An earlier action of the responders happened to hide the fault.'],
    [
      actions.some(({ verdict, badShareBefore, badShareAfter }) => verdict === 'harmful' && (badShareAfter ?? 0) <= (badShareBefore ?? 0)),
      'An action that can make things worse did not do so this time.',
    ],
  ];
}

/** Detection gap, conditions, whatever was left on, and tasks that nobody closed. Owners are a suggestion from the truth. */
export function actionItems({ events, state }: CaseFile, { cause, actions }: Facts): ActionItem[] {
  const openedMs = events[0]?.observedAtMs ?? 0;
  const item = (type: ActionItem['type'], priority: ActionItem['priority'], text: string): ActionItem => ({
    type,
    text,
    owner: cause.real ? cause.owner : '',
    priority,
    due: new Date(openedMs + (priority === 'P1' ? 28 : 56) * DAY_MS).toISOString().slice(0, 10),
  });
  const leftOn = actions.filter(
    ({ controlId, undoneAtMs }) =>
      undoneAtMs === null && state.controls.some((use) => use.controlId === controlId && use.work?.type === 'standing'),
  );
  const open = state.tasks.filter(({ closed }) => closed === null);
  return [
    ...(cause.real ? [item('detect', 'P1', `Close the detection gap: ${cause.detectionGap}`)] : []),
    ...cause.conditions.map((condition, index) =>
      item(index === 0 ? 'prevent' : 'mitigate', index === 0 ? 'P1' : 'P2', `Change this condition: ${condition}`),
    ),
    ...leftOn.map(({ control, target }) => ({
      ...item('process', 'P1', `Take ${control} on ${target} off again, or write down who owns that it stays on.`),
      owner: '',
    })),
    ...open.map((task) => ({ ...item('process', 'P2', `Finish or drop what was begun: ${task.text}`), owner: ownerOf(state, task) ?? '' })),
  ];
}
