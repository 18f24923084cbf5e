/** Evidence on a split desk: nobody opens or cites what does not lie before them. */
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { Evidence } from '../../../core/protocol/evidence.ts';
import { citedOf } from '../../evidence/cite.ts';
import { openEvidence, type Selection } from '../../state/selection.ts';
import { notify, useHouse } from '../../state/store.ts';
import { partOf, whyElsewhere } from './other-desk.ts';

/** Opens the view that it names; where that lies on another desk, says whose. */
export function showEvidence(evidence: Evidence): void {
  const { drill } = useHouse.getState();
  const refusal = drill && whyElsewhere(drill, partOf(evidence));
  if (refusal === null) openEvidence(evidence);
  else notify(refusal);
}

/** What this person looks at, as evidence that is sent; null where nothing of it lies on their desk. */
export function seenHere(sees: DrillView['sees'], selection: Selection, seeing: Parameters<typeof citedOf>[1]): Evidence | null {
  const evidence = citedOf(selection, seeing);
  return sees[partOf(evidence)] ? evidence : null;
}
