import type { PaperShape } from '../../../core/protocol/papers.ts';
import { Empty } from '../../ui/Panel.tsx';

interface ShapeTableProps {
  shapes: readonly PaperShape[];
  /** `CartLine`, `CartLine[]`; what it is made of is told as well, one rank deep. */
  name: string;
}

/** The fields of a shape, and of the shapes that they name. */
export function ShapeTable({ shapes, name }: ShapeTableProps) {
  const shape = shapes.find((each) => each.name === name.replace(/\[\]$/, ''));
  if (!shape) return <Empty title={`${name} is described nowhere.`} />;
  const inner = shapes.filter(
    (each) => each !== shape && each.fields.length > 0 && shape.fields.some(({ type }) => type.replace(/\[\]$/, '') === each.name),
  );
  return [shape, ...inner].map((each) => <Fields key={each.name} shape={each} />);
}

function Fields({ shape: { name, summary, fields } }: { shape: PaperShape }) {
  return (
    <section className="papers-shape">
      <h4 className="mono">{name}</h4>
      {summary !== '' && <p className="muted">{summary}</p>}
      {fields.length > 0 && (
        <table className="ev-table">
          <thead>
            <tr>
              <th>Field</th>
              <th>Type</th>
              <th>Needed</th>
              <th>Note</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name}>
                <td className="mono">{field.name}</td>
                <td className="mono">{field.type}</td>
                <td>{field.isRequired ? 'yes' : 'no'}</td>
                <td>{field.note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
