import { useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { select, useSelection } from '../state/selection.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Panel.tsx';
import { concerns } from './concerns.ts';
import { whenWords } from './entry-words.ts';
import { MarkButton, useMarked } from './Mark.tsx';

/** What was changed in the shop: deploys, flags, configuration, jobs; and what the pod asked for itself. */
export function ChangesTab({ drill }: { drill: DrillView }) {
  const component = useSelection((selection) => selection.component);
  const entry = useSelection((selection) => selection.entry);
  const [shownFor, setShownFor] = useState<string | null>(null);
  // What a link points at is never hidden by a filter.
  const isAll = component === null || shownFor === component || entry !== null;
  const fits = ({ target }: { target: string }): boolean => isAll || concerns(target, component);
  const changes = drill.changes.filter(fits).sort((a, b) => b.happenedAtMs - a.happenedAtMs);
  const hidden = drill.changes.length - changes.length;
  return (
    <>
      {hidden > 0 && (
        <p className="ev-filters">
          <span className="muted">
            {changes.length} of {drill.changes.length} concern <b className="mono">{component}</b>
          </span>
          <Button size="sm" onPress={() => setShownFor(component)}>
            Show all
          </Button>
        </p>
      )}
      {changes.length === 0 ? (
        <Empty
          title={hidden > 0 ? 'None of them is on record.' : 'No change is on record.'}
          hint="Deploys, flags, configuration, migrations and jobs appear here, with those who made them."
        />
      ) : (
        <ChangeTable changes={changes} drill={drill} />
      )}
      <Asked controls={drill.controls.filter(fits)} drill={drill} />
    </>
  );
}

function ChangeTable({ changes, drill }: { changes: DrillView['changes']; drill: DrillView }) {
  const marked = useMarked('change');
  return (
    <table className="ev-table">
      <thead>
        <tr>
          <th>When</th>
          <th>Kind</th>
          <th>Target</th>
          <th>What</th>
          <th>Who</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {changes.map(({ changeId, happenedAtMs, kind, target, summary, by }) => (
          <tr key={changeId} {...marked(changeId)}>
            <td className="mono muted">{whenWords(happenedAtMs, drill.milestones.paged, drill.gameMs)}</td>
            <td className="ev-short">{kind}</td>
            <td className="mono">{target}</td>
            <td>{summary}</td>
            <td className="muted">{by}</td>
            <td>
              <MarkButton
                onPress={() =>
                  select({ entry: { kind: 'change', id: changeId, label: `${kind} ${target}: ${summary}` }, atMs: happenedAtMs })
                }
                what={summary}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The pod's own acts, with how far each has come. */
function Asked({ controls, drill }: { controls: DrillView['controls']; drill: DrillView }) {
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
        {controls.toReversed().map(({ controlId, control, target, state, equivalent, by, requestedAtMs }) => (
          <tr key={controlId} {...marked(controlId)}>
            <td className="mono muted">{whenWords(requestedAtMs, drill.milestones.paged, drill.gameMs)}</td>
            <td className="mono">
              {control} {target}
            </td>
            <td>{state}</td>
            <td>
              <code>{equivalent}</code>
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
