/** How change requests were answered. */
import type { DrillFigures } from '../drill/debrief.ts';

/** Mean over the requests that came; null when none did, or none of which is known what was right. */
export function coordinationScore(requests: DrillFigures['requests']): number | null {
  const grades = requests.flatMap(({ grade }) => (grade === null ? [] : [grade]));
  return grades.length === 0 ? null : grades.reduce((sum, grade) => sum + grade, 0) / grades.length;
}
