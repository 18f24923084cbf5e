import type { Evidence } from '../../core/protocol/evidence.ts';
import { openEvidence } from '../state/selection.ts';
import { Chip } from '../ui/Chip.tsx';
import './ChangeLines.css';

/** What was cited along with something; each opens the view it names. */
export function CitedLinks({ evidence }: { evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null;
  return (
    <ul className="ev-cited" aria-label="Evidence">
      {evidence.map((piece, index) => (
        <li key={`${piece.ref}-${index}`}>
          <Chip onPress={() => openEvidence(piece)}>{piece.label}</Chip>
        </li>
      ))}
    </ul>
  );
}
