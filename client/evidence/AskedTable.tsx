import type { DrillView } from '../../core/protocol/drill-view.ts';
import { select } from '../state/selection.ts';
import { CitedLinks } from './CitedLinks.tsx';
import { whenWords } from './entry-words.ts';
import { MarkButton, useMarked } from './Mark.tsx';
import { ReceiptLines } from './ReceiptLines.tsx';

/** The pod's own acts, with how far each has come and what truly happened. */
export function AskedTable({ controls, drill }: { controls: DrillView['controls']; drill: DrillView }) {
  const marked = useMarked('action');
  if (controls.length === 0) return null;
  return (
    <table className="ev-table ev-second-table">
      <thead>
        <tr>
          <th>Asked for</th>
          <th>Action</th>
          <th>State</th>
          <th>In the trade</th>
          <th>Who</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {controls.toReversed().map(({ controlId, control, target, state, equivalent, receipt, evidence, by, requestedAtMs }) => (
          <tr key={controlId} {...marked(controlId)}>
            <td className="mono muted">{whenWords(requestedAtMs, drill.milestones.paged, drill.gameMs)}</td>
            <td className="mono">
              {control} {target}
            </td>
            <td className="ev-nowrap">{state}</td>
            <td>
              <code>{equivalent}</code>
              <ReceiptLines receipt={receipt} />
              <CitedLinks evidence={evidence} />
            </td>
            <td className="muted">{by}</td>
            <td>
              <MarkButton
                onPress={() => select({ entry: { kind: 'action', id: controlId, label: `${control} ${target}` }, atMs: requestedAtMs })}
                what={`${control} ${target}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
