import { useState } from 'react';
import { type Evidence, maxPageEvidence } from '../../../core/protocol/evidence.ts';
import { citedOf } from '../../evidence/cite.ts';
import { gameNow } from '../../state/game-clock.ts';
import { useSelection } from '../../state/selection.ts';
import { useStack } from '../../state/stack.ts';
import { useHouse } from '../../state/store.ts';
import { chosenFirst, chosenOf, keyOf, offeredEvidence, readFor } from './shown-evidence.ts';
import './ShownEvidence.css';

interface Shown {
  offered: Evidence[];
  /** What is ticked, as it is sent. */
  chosen: Evidence[];
  tick: (evidence: Evidence, isChosen: boolean) => void;
}

/** As things stood when the form was opened: what is looked at may change behind it, what was ticked may not. */
export function useShownEvidence(given: readonly Evidence[] = []): Shown {
  const stack = useStack();
  const [sources] = useState(() => {
    const { drill, drillSeenAtMs, frames } = useHouse.getState();
    const selection = useSelection.getState();
    const nowMs = gameNow(drill, drillSeenAtMs, performance.now());
    const seen = readFor(citedOf(selection, { nowMs, stack, frames }), selection.component);
    return { seen, given, hypotheses: drill?.hypotheses ?? [] };
  });
  const [ticked, setTicked] = useState(() => chosenFirst(sources));
  const offered = offeredEvidence(sources);
  return {
    offered,
    chosen: chosenOf(offered, ticked),
    tick: (evidence, isChosen) => setTicked({ ...ticked, [keyOf(evidence)]: isChosen }),
  };
}

/** What goes along with a page. Nothing has to: it then takes them as long as it takes to find it by themselves. */
export function ShownEvidence({ offered, chosen, tick }: Shown) {
  const isFull = chosen.length >= maxPageEvidence;
  return (
    <fieldset className="war-shown">
      <legend>Evidence that they are shown</legend>
      {offered.map((piece) => {
        const isChosen = chosen.includes(piece);
        return (
          <label key={keyOf(piece)} className="war-check">
            <input
              type="checkbox"
              checked={isChosen}
              disabled={isFull && !isChosen}
              onChange={(event) => tick(piece, event.target.checked)}
            />{' '}
            <span>{piece.label}</span>
          </label>
        );
      })}
      <p className="muted">
        {isFull ? `At most ${maxPageEvidence}.` : 'Where it shows what is theirs, they need not search. Open the view that shows it first.'}
      </p>
    </fieldset>
  );
}
