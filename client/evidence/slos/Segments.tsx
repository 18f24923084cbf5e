import type { SloPage } from '../../../core/protocol/slos.ts';
import { count, percent } from '../../format.ts';
import { select } from '../../state/selection.ts';
import { useHouse } from '../../state/store.ts';
import { durationWords, type SegmentRow, segmentsOf } from './slo-words.ts';

const dimensionWords: Record<string, string> = {
  route: 'By route',
  currency: 'By currency',
  instance: 'By instance that answered',
  client: 'By client',
  apiVersion: 'By API version',
};
const shownRows = 8;

/** What is eating the budget: bad events of the last minute, by what the services tell of them. */
export function Segments({ slo, page }: { slo: string; page: SloPage }) {
  const groups = segmentsOf(page.segments, slo);
  return (
    <>
      <h3>What eats it</h3>
      {groups.length === 0 ? (
        <p className="muted">No event of the last {durationWords(page.segmentSeconds)} was told apart yet.</p>
      ) : (
        <div className="ev-segments">
          {groups.map(({ dimension, rows }) => (
            <table key={dimension} className="ev-table">
              <thead>
                <tr>
                  <th>{dimensionWords[dimension] ?? `By ${dimension}`}</th>
                  <th className="ev-number">Events</th>
                  <th className="ev-number">Bad</th>
                  <th>Of all that is bad</th>
                </tr>
              </thead>
              <tbody>
                {rows.slice(0, shownRows).map((row) => (
                  <Segment key={row.value} row={row} />
                ))}
              </tbody>
            </table>
          ))}
        </div>
      )}
    </>
  );
}

function Segment({ row: { dimension, value, good, bad, badShare, ofBad } }: { row: SegmentRow }) {
  return (
    <tr>
      <td className="mono">{dimension === 'instance' ? <Instance name={value} /> : value}</td>
      <td className="mono ev-number">{count(good + bad)}</td>
      <td className="mono ev-number">{percent(badShare, 1)}</td>
      <td className="mono ev-nowrap">
        <span className="ev-budget" aria-hidden>
          <i className="ev-eaten" style={{ width: `${ofBad * 100}%` }} />
        </span>{' '}
        {percent(ofBad, 0)}
      </td>
    </tr>
  );
}

/** With the version it runs, for that is what a canary is told apart by. */
function Instance({ name }: { name: string }) {
  const version = useHouse((house) => house.sandbox?.components.find(({ component }) => component === name)?.version ?? null);
  return (
    <>
      <button type="button" className="ev-link mono" onClick={() => select({ component: name })}>
        {name}
      </button>
      {version !== null && <span className="muted"> {version}</span>}
    </>
  );
}
