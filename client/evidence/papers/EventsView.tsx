import type { EventsPaper } from '../../../core/protocol/papers.ts';
import { MarkRow, rowRef } from '../engines/MarkRow.tsx';
import { openView } from '../engines/PanelFrame.tsx';
import { useMarked } from '../Mark.tsx';
import { ShapeTable } from './ShapeTable.tsx';

/** The AsyncAPI document: topics, who writes and reads them, and of one topic what its records are made of. */
export function EventsView({ paper, detail }: { paper: EventsPaper; detail: string }) {
  const marked = useMarked('panel');
  const chosen = paper.topics.find(({ topic }) => topic === detail);
  return (
    <>
      <p className="papers-lead">
        <strong>{paper.title}</strong> <span className="mono">{paper.version}</span> {paper.description}
      </p>
      <div className="ev-records">
        <table className="ev-table">
          <thead>
            <tr>
              <th>Topic</th>
              <th>Written by</th>
              <th>Read by groups</th>
              <th>
                <span className="visually-hidden">To do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {paper.topics.map(({ topic, publishers, groups, payload }) => (
              <tr key={topic} {...marked(rowRef({ tab: 'papers', view: 'events', row: topic }))}>
                <td>
                  <button type="button" className="ev-link mono" onClick={() => openView('papers', 'events', topic)}>
                    {topic}
                  </button>
                </td>
                <td className="mono">{publishers.join(', ')}</td>
                <td className="mono">{groups.join(', ') || '–'}</td>
                <td className="ev-row-acts">
                  <MarkRow tab="papers" view="events" row={topic} label={`AsyncAPI ${paper.version}: ${topic} is ${payload}`} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {chosen ? (
          <div className="ev-record">
            <h3 className="mono">{chosen.topic}</h3>
            <p>
              {chosen.summary} {chosen.partitions === 1 ? '1 partition' : `${chosen.partitions} partitions`}.
            </p>
            <ShapeTable shapes={paper.shapes} name={chosen.headers} />
            {chosen.payload !== 'string' && <ShapeTable shapes={paper.shapes} name={chosen.payload} />}
          </div>
        ) : (
          <p className="muted">Choose a topic to read what its records are made of.</p>
        )}
      </div>
    </>
  );
}
