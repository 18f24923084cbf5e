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
type Said = Partial<Pick<ResolvedInject, 'npc' | 'ticket' | 'statusPage'>>;
type Done = Partial<Pick<ResolvedBackground, 'change' | 'release' | 'flag'>>;

export function visibleTexts({ background, script, escalation }: ResolvedScenario): VisibleText[] {
  return [
    ...background.flatMap((item, index) => withReason(changeTexts(item, ['background', index]), item.tells)),
    ...script.flatMap((inject, index) => {
      const path: Path = ['script', index];
      return withReason([...changeTexts(inject, path), ...messageTexts(inject, path)], inject.tells);
    }),
    ...escalation.flatMap(({ steps }, chain) =>
      steps.flatMap((step, index) => withReason(messageTexts(step, ['escalation', chain, 'steps', index]), undefined)),
    ),
  ];
}

type Placed = Omit<VisibleText, 'tells'>;

function messageTexts(said: Said, path: Path): Placed[] {
  return (['npc', 'ticket', 'statusPage'] as const).flatMap((kind) => {
    const message = said[kind];
    return message ? [{ path: [...path, kind, 'text'], text: message.text }] : [];
  });
}

function changeTexts({ change, release, flag }: Done, path: Path): Placed[] {
  return [
    ...(change ? [{ path: [...path, 'change', 'summary'], text: change.summary }] : []),
    ...(release?.summary === undefined ? [] : [{ path: [...path, 'release', 'summary'], text: release.summary }]),
    ...(flag?.summary === undefined ? [] : [{ path: [...path, 'flag', 'summary'], text: flag.summary }]),
  ];
}

function withReason(texts: readonly Placed[], tells: string | undefined): VisibleText[] {
  return texts.map((text) => ({ ...text, tells: tells ?? null }));
}
