/** What "Practise now" starts: the tutorial in its order, then whatever is easiest of what one has not played. */
import type { ScenarioCard } from '../../../core/protocol/messages.ts';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';
import { lessonMinutes } from './home-words.ts';

export interface NextPractice {
  /** Null: nothing is left that is new; the server draws one. */
  scenarioId: string | null;
  /** Where it stands in the tutorial, from 1; null once that is done. */
  lesson: { number: number; of: number } | null;
}

/** @param played a drill that was called off or invalid was not played: its incident is still new */
export function nextPractice(cards: readonly ScenarioCard[], played: readonly OwnDrill[]): NextPractice {
  const isNew = ({ scenarioId }: ScenarioCard): boolean => !played.some((drill) => drill.scenarioId === scenarioId && hasCounted(drill));
  const incidents = cards.filter(({ kind }) => kind === 'incident');
  const lessons = incidents.filter(({ tutorial }) => tutorial);
  const number = lessons.findIndex(isNew) + 1;
  const lesson = lessons[number - 1];
  if (lesson) return { scenarioId: lesson.scenarioId, lesson: { number, of: lessons.length } };
  return { scenarioId: incidents.find(isNew)?.scenarioId ?? null, lesson: null };
}

export function practiceWords({ scenarioId, lesson }: NextPractice): string {
  const soon = 'Alone, at once. The first page comes after about half a minute.';
  if (lesson) return `${soon} Tutorial, ${lesson.number} of ${lesson.of}: about ${lessonMinutes} minutes.`;
  return scenarioId === null ? soon : `${soon} The easiest that you have not played.`;
}

function hasCounted({ outcome }: OwnDrill): boolean {
  return outcome !== 'aborted' && outcome !== 'invalid';
}
