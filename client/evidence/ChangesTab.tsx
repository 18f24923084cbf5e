import { useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { select, useSelection } from '../state/selection.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Empty } from '../ui/Panel.tsx';
import { AskedTable } from './AskedTable.tsx';
import { filteredChanges, kindsOf } from './change-filter.ts';
import { concerns } from './concerns.ts';
import { DiffLines } from './DiffLines.tsx';
import { whenWords } from './entry-words.ts';
import { MarkButton, useMarked } from './Mark.tsx';

/** What was changed in the shop: deploys, flags, configuration, jobs; and what the pod asked for itself. */
export function ChangesTab({ drill }: { drill: DrillView }) {
  const selected = useSelection((selection) => selection.component);
  const entry = useSelection((selection) => selection.entry);
  const [shownFor, setShownFor] = useState<string | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const component = shownFor === selected ? null : selected;
  const changes = filteredChanges(drill.changes, { component, kind, pointedAt: entry?.id ?? null });
  const hidden = drill.changes.length - changes.length;
  const controls = drill.controls.filter(({ controlId, target }) => controlId === entry?.id || concerns(target, component));
  return (
    <>
      <KindFilter kinds={kindsOf(drill.changes)} kind={kind} onChange={setKind} />
      {hidden > 0 && (
        <p className="ev-filters">
          <span className="muted">
            {changes.length} of {drill.changes.length} {kind !== null && <b>{kind}</b>}{' '}
            {component !== null && (
              <>
                concern <b className="mono">{component}</b>
              </>
            )}
          </span>
          <Button
            size="sm"
            onPress={() => {
              setShownFor(selected);
              setKind(null);
            }}
          >
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
      <AskedTable controls={controls} drill={drill} />
    </>
  );
}

/** Only kinds that are on record; there from the first one on, so that the second moves nothing. */
function KindFilter({ kinds, kind, onChange }: { kinds: readonly string[]; kind: string | null; onChange: (kind: string | null) => void }) {
  if (kinds.length === 0) return null;
  return (
    <div className="ev-filters ev-kinds" role="group" aria-label="Kinds of change">
      {[null, ...kinds].map((each) => (
        <Chip key={each ?? 'all'} isPressed={kind === each} onPress={() => onChange(each)}>
          {each ?? 'all'}
        </Chip>
      ))}
    </div>
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
        {changes.map(({ changeId, happenedAtMs, kind, target, summary, by, diff }) => (
          <tr key={changeId} {...marked(changeId)}>
            <td className="mono muted">{whenWords(happenedAtMs, drill.milestones.paged, drill.gameMs)}</td>
            <td className="ev-short">{kind}</td>
            <td className="mono">{target}</td>
            <td>
              {summary}
              <DiffLines diff={diff} />
            </td>
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
