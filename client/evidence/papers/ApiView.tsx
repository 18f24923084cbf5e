import type { ApiPaper } from '../../../core/protocol/papers.ts';
import { MarkRow, rowRef } from '../engines/MarkRow.tsx';
import { openView } from '../engines/PanelFrame.tsx';
import { useMarked } from '../Mark.tsx';
import { ShapeTable } from './ShapeTable.tsx';

type Operation = ApiPaper['operations'][number];

/** The OpenAPI document: versions, operations, and of one operation what it takes and answers. */
export function ApiView({ paper, detail }: { paper: ApiPaper; detail: string }) {
  const marked = useMarked('panel');
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
      <div className="ev-records">
        <table className="ev-table">
          <thead>
            <tr>
              <th>Operation</th>
              <th>Served by</th>
              <th>
                <span className="visually-hidden">To do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {paper.operations.map((operation) => (
              <tr key={operation.id} {...marked(rowRef({ tab: 'papers', view: 'api', row: operation.id }))}>
                <td>
                  <button type="button" className="ev-link mono" onClick={() => openView('papers', 'api', operation.id)}>
                    {operation.id}
                  </button>{' '}
                  {operation.isPublic && <span className="muted">public</span>}
                </td>
                <td className="mono">{operation.services.join(', ')}</td>
                <td className="ev-row-acts">
                  <MarkRow tab="papers" view="api" row={operation.id} label={`OpenAPI ${paper.version}: ${operation.id}`} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {chosen ? (
          <OperationDetail operation={chosen} paper={paper} />
        ) : (
          <p className="muted">Choose an operation to read what it takes and answers.</p>
        )}
      </div>
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
