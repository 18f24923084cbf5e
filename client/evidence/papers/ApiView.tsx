import type { ApiPaper } from '../../../core/protocol/papers.ts';
import { PaperTable } from './PaperTable.tsx';
import { ShapeTable } from './ShapeTable.tsx';

type Operation = ApiPaper['operations'][number];

/** The OpenAPI document: versions, operations, and of one operation what it takes and answers. */
export function ApiView({ paper, detail }: { paper: ApiPaper; detail: string }) {
  const chosen = paper.operations.find(({ id }) => id === detail);
  return (
    <>
      <p className="papers-lead">
        <strong>{paper.title}</strong> <span className="mono">{paper.version}</span> {paper.description}
      </p>
      <dl className="papers-servers">
        {paper.servers.map(({ url, description }) => (
          <div key={url}>
            <dt className="mono">{url.replace(/^.*\}/, '') || 'no prefix'}</dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
      <PaperTable
        paper="api"
        heads={['Operation', 'Served by']}
        rows={paper.operations.map(({ id, isPublic, services }) => ({
          id,
          name: id,
          note: isPublic && <span className="muted">public</span>,
          cells: [{ content: services.join(', '), isMono: true }],
          label: `OpenAPI ${paper.version}: ${id}`,
        }))}
        detail={chosen ? <OperationDetail operation={chosen} paper={paper} /> : null}
        hint="Choose an operation to read what it takes and answers."
      />
    </>
  );
}

function OperationDetail({ operation, paper }: { operation: Operation; paper: ApiPaper }) {
  const { id, summary, description, parameters, body, replies } = operation;
  const answers = [...new Set(replies.map(({ type }) => type))].filter((type) => type !== '' && type !== 'Error');
  return (
    <div className="ev-record">
      <h3 className="mono">{id}</h3>
      <p>{[summary, description].filter(Boolean).join(' ')}</p>
      <dl>
        {parameters.map(({ name, where, type, isRequired, note }) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd>
              {where}, {type}
              {isRequired ? ', needed' : ''} {note}
            </dd>
          </div>
        ))}
        {replies.map(({ status, meaning, type }) => (
          <div key={status}>
            <dt className="mono">{status}</dt>
            <dd>
              {meaning} <span className="mono muted">{type}</span>
            </dd>
          </div>
        ))}
      </dl>
      {body !== null && <ShapeTable shapes={paper.shapes} name={body} />}
      {answers.map((type) => (
        <ShapeTable key={type} shapes={paper.shapes} name={type} />
      ))}
    </div>
  );
}
