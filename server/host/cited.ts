import type { DrillEvent } from '../../core/drill/events.ts';
import type { Evidence } from '../../core/protocol/evidence.ts';

/** What an event cites: it is kept with the drill, so that the debrief can open it. */
export function citedBy(event: DrillEvent): Evidence[] {
  if (event.type === 'hypothesisProposed') return event.data.evidence;
  if (event.type === 'diagnosisSubmitted') return event.data.evidence ?? [];
  if (event.type === 'controlRequested') return event.data.evidence ?? [];
  return event.type === 'evidenceLinked' ? [event.data.evidence] : [];
}
