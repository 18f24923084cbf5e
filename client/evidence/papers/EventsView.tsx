import type { EventsPaper } from '../../../core/protocol/papers.ts';
import { PaperTable } from './PaperTable.tsx';
import { ShapeTable } from './ShapeTable.tsx';

type Topic = EventsPaper['topics'][number];

/** The AsyncAPI document: topics, who writes and reads them, and of one topic what its records are made of. */
export function EventsView({ paper, detail }: { paper: EventsPaper; detail: string }) {
  const chosen = paper.topics.find(({ topic }) => topic === detail);
  return (
    <>
      <p className="papers-lead">
        <strong>{paper.title}</strong> <span className="mono">{paper.version}</span> {paper.description}
      </p>
      <PaperTable
        paper="events"
        heads={['Topic', 'Written by', 'Read by groups']}
        rows={paper.topics.map(({ topic, publishers, groups, payload }) => ({
          id: topic,
          name: topic,
          cells: [
            { content: publishers.join(', '), isMono: true },
            { content: groups.join(', ') || '–', isMono: true },
          ],
          label: `AsyncAPI ${paper.version}: ${topic} is ${payload}`,
        }))}
        detail={chosen ? <TopicDetail topic={chosen} paper={paper} /> : null}
        hint="Choose a topic to read what its records are made of."
      />
    </>
  );
}

function TopicDetail({ topic: { topic, summary, partitions, headers, payload }, paper }: { topic: Topic; paper: EventsPaper }) {
  return (
    <div className="ev-record">
      <h3 className="mono">{topic}</h3>
      <p>
        {summary} {partitions === 1 ? '1 partition' : `${partitions} partitions`}.
      </p>
      <ShapeTable shapes={paper.shapes} name={headers} />
      {payload !== 'string' && <ShapeTable shapes={paper.shapes} name={payload} />}
    </div>
  );
}
