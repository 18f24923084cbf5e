/** Everything of a scenario that players read while the drill runs, with where it stands. */
import type { Finding } from './problem.ts';
import type { ResolvedBackground, ResolvedInject, ResolvedScenario } from './schema.ts';

export interface VisibleText {
  path: Finding['path'];
  text: string;
  /** Why it may speak of the answer; null where its author gives no reason. */
  tells: string | null;
}

type Path = Finding['path'];
type Asked = Partial<Pick<ResolvedInject, 'request'>>;
type Said = Partial<Pick<ResolvedInject, 'npc' | 'ticket' | 'statusPage'>>;
type Done = Partial<Pick<ResolvedBackground, 'change' | 'release'>>;

export function visibleTexts(scenario: ResolvedScenario): VisibleText[] {
  const { background, script, escalation } = scenario;
  return [
    ...background.flatMap((item, index) => withReason(changeTexts(item, ['background', index]), item.tells)),
    ...script.flatMap((inject, index) => {
      const path: Path = ['script', index];
      return withReason([...changeTexts(inject, path), ...messageTexts(inject, path), ...requestTexts(inject, path)], inject.tells);
    }),
    ...escalation.flatMap(({ steps }, chain) =>
      steps.flatMap((step, index) => withReason(messageTexts(step, ['escalation', chain, 'steps', index]), undefined)),
    ),
    ...replyTexts(scenario),
    ...refusalTexts(scenario),
  ];
}

/** Read as well, before or beside the drill; they have rules of their own for what they may tell. */
export function textsBeside({ briefing, hints, sheet }: ResolvedScenario): Placed[] {
  const { seenWhen, deadEnds, questions } = sheet;
  return [
    { path: ['briefing'], text: briefing },
    ...hints.map(({ text }, index) => ({ path: ['hints', index, 'text'], text })),
    ...seenWhen.flatMap(({ when, seen }, index) => fieldTexts({ when, seen }, ['sheet', 'seenWhen', index])),
    ...deadEnds.map((text, index) => ({ path: ['sheet', 'deadEnds', index], text })),
    ...questions.map((text, index) => ({ path: ['sheet', 'questions', index], text })),
  ];
}

type Placed = Omit<VisibleText, 'tells'>;

function fieldTexts(fields: Record<string, string | undefined>, path: Path): Placed[] {
  return Object.entries(fields).flatMap(([field, text]) => (text === undefined ? [] : [{ path: [...path, field], text }]));
}

function messageTexts(said: Said, path: Path): Placed[] {
  return (['npc', 'ticket', 'statusPage'] as const).flatMap((kind) => {
    const message = said[kind];
    return message ? fieldTexts({ from: message.from, text: message.text }, [...path, kind]) : [];
  });
}

function requestTexts({ request }: Asked, path: Path): Placed[] {
  if (!request) return [];
  const { from, title, summary, replies } = request;
  return [...fieldTexts({ from, title, summary }, [...path, 'request']), ...fieldTexts(replies, [...path, 'request', 'replies'])];
}

function changeTexts({ change, release }: Done, path: Path): Placed[] {
  return [
    ...(change ? fieldTexts({ summary: change.summary, by: change.by }, [...path, 'change']) : []),
    ...(release ? fieldTexts({ summary: release.summary, by: release.by }, [...path, 'release']) : []),
  ];
}

/** Whoever pages the right owner has found the part, and may be told the rest. */
function replyTexts({ truth }: ResolvedScenario): VisibleText[] {
  return truth.owners.flatMap(({ owner, reply }, index) => {
    const knows = owner === truth.trigger.owner ? 'it is theirs' : undefined;
    return withReason([{ path: ['truth', 'owners', index, 'reply'], text: reply }], knows);
  });
}

function refusalTexts({ forbidden }: ResolvedScenario): VisibleText[] {
  return forbidden.flatMap(({ says }, index) => withReason(fieldTexts({ says }, ['forbidden', index]), undefined));
}

function withReason(texts: readonly Placed[], tells: string | undefined): VisibleText[] {
  return texts.map((text) => ({ ...text, tells: tells ?? null }));
}
