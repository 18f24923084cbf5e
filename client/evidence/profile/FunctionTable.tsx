import { useMemo, useState } from 'react';
import type { CallTree } from '../../../core/profile/call-tree.ts';
import { type FunctionUse, finds, functionsOf } from '../../../core/profile/functions.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { amountWords, originOf, originWords, placeWords, shareWords } from './words.ts';

const shownFunctions = 60;

type By = 'self' | 'total';

interface FunctionTableProps {
  tree: CallTree;
  text: string;
  onFind: (name: string) => void;
}

/** The same profile by function: what each used itself, and with all it called. */
export function FunctionTable({ tree, text, onFind }: FunctionTableProps) {
  const [by, setBy] = useState<By>('self');
  const functions = useMemo(() => functionsOf(tree.root), [tree]);
  const shown = useMemo(() => {
    const found = text.trim() === '' ? functions : functions.filter((each) => finds(text, each));
    return found.toSorted((a, b) => b[by] - a[by]).slice(0, shownFunctions);
  }, [functions, text, by]);
  if (shown.length === 0) return <Empty title="No function of this profile has this in its name or file." />;
  return (
    <>
      <p className="ev-filters">
        <span className="muted">Functions by</span>
        <Chip isPressed={by === 'self'} onPress={() => setBy('self')}>
          self
        </Chip>
        <Chip isPressed={by === 'total'} onPress={() => setBy('total')}>
          total
        </Chip>
      </p>
      <table className="ev-table">
        <thead>
          <tr>
            <th>Function</th>
            <th>Where</th>
            <th>Whose</th>
            <th className="ev-number" aria-sort={by === 'self' ? 'descending' : 'none'}>
              Self
            </th>
            <th className="ev-number" aria-sort={by === 'total' ? 'descending' : 'none'}>
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <Row key={each.key} use={each} tree={tree} onFind={onFind} />
          ))}
        </tbody>
      </table>
      {functions.length > shown.length && shown.length === shownFunctions && (
        <p className="muted">
          The greatest {shownFunctions} of {functions.length} functions; search to see others.
        </p>
      )}
    </>
  );
}

function Row({ use, tree: { root, unit }, onFind }: { use: FunctionUse; tree: CallTree; onFind: (name: string) => void }) {
  const whole = root.total || 1;
  return (
    <tr>
      <td>
        <button type="button" className="ev-link mono" onClick={() => onFind(use.name)} title="Find it above">
          {use.name}
        </button>
      </td>
      <td className="mono muted">{placeWords(use)}</td>
      <td className="muted ev-nowrap">{originWords[originOf(use.file)]}</td>
      <td className="mono ev-number">
        {shareWords(use.self / whole)} <span className="muted">{amountWords(unit, use.self)}</span>
      </td>
      <td className="mono ev-number">
        {shareWords(use.total / whole)} <span className="muted">{amountWords(unit, use.total)}</span>
      </td>
    </tr>
  );
}
