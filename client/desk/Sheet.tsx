import type { Desk } from '../../core/protocol/desk.ts';
import '../evidence/EvidenceArea.css';

/** One page to read before and during. */
export function Sheet({ sheet, hints = [] }: { sheet: Desk['sheet']; hints?: Desk['hints'] }) {
  return (
    <div className="desk-sheet">
      <h3>What is seen when</h3>
      <table className="ev-table">
        <tbody>
          {sheet.seenWhen.map(({ when, seen }) => (
            <tr key={when + seen}>
              <td className="muted">{when}</td>
              <td>{seen}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>Dead ends</h3>
      <ul>
        {sheet.deadEnds.map((deadEnd) => (
          <li key={deadEnd}>{deadEnd}</li>
        ))}
      </ul>
      <h3>Questions for a pod that is stuck</h3>
      <ol>
        {sheet.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ol>
      {hints.length > 0 && <h3>Hints the pod may take</h3>}
      <ol>
        {hints.map(({ costPercent, text, takenBy }) => (
          <li key={text}>
            <span className="muted">
              {costPercent} %{takenBy === null ? '' : `, taken by ${takenBy}`}:
            </span>{' '}
            {text}
          </li>
        ))}
      </ol>
    </div>
  );
}
