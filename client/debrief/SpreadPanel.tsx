import { useState } from 'react';
import type { Debrief } from '../../core/protocol/debrief.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { type MapOverlay, ServiceMap } from '../evidence/ServiceMap.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Panel } from '../ui/Panel.tsx';
import { diagnosisOverlay } from './overlay.ts';
import { spreadOverlay } from './spread-overlay.ts';

const everybody = 'everybody';

/** Ours and the truth on one map: of all, or of one. */
export function SpreadPanel({ debrief, stack }: { debrief: Debrief; stack: StackView }) {
  const [whose, setWhose] = useState(everybody);
  const { diagnoses, spread, truth } = debrief;
  const said = whose === everybody ? diagnoses : diagnoses.filter(({ playerId }) => playerId === whose);
  const compared = spreadOverlay(spread, said, stack);
  const isCompared = Object.keys(compared).length > 0;
  const overlay: MapOverlay = { ...placesOnly(diagnosisOverlay({ truth, diagnoses: said }, stack), isCompared), ...compared };
  return (
    <Panel title="On the map" aside={<span className="muted">{isCompared ? compareKey : plainKey}</span>}>
      {diagnoses.length > 1 && (
        <div className="debrief-whose" role="group" aria-label="Whose diagnosis">
          {[{ playerId: everybody, by: 'Everybody' }, ...diagnoses].map(({ playerId, by }) => (
            <Chip key={playerId} isPressed={whose === playerId} onPress={() => setWhose(playerId)}>
              {by}
            </Chip>
          ))}
        </div>
      )}
      <div className="debrief-map">
        <ServiceMap stack={stack} frame={null} selected={null} overlay={overlay} />
      </div>
    </Panel>
  );
}

const plainKey = '■ where it began · ▲ how it spread · ● what was said';
const compareKey = '■ began here · ━ ✓ right · ┅ ○ missed · ┈ ✕ wrong · ⇄ the other way';

/** Where edges are compared, the notes on edges are those of the comparison. */
function placesOnly(overlay: MapOverlay, isCompared: boolean): MapOverlay {
  if (!isCompared) return overlay;
  return Object.fromEntries(Object.entries(overlay).filter(([name, { tone }]) => !name.includes('->') || tone === 'critical'));
}
