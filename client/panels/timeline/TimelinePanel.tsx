import { offset } from '../../format.ts';
import { useWarRoom } from '../../store.ts';
import { timelineRows } from './rows.ts';

export function TimelinePanel() {
  const drill = useWarRoom((state) => state.drill);
  if (!drill) return <p className="empty">Deploys, flags, tickets, messages and what the pod does appear here.</p>;
  return (
    <ol className="timeline">
      {timelineRows(drill).map((row) => (
        <li key={row.id} className={row.kind}>
          <time>{offset(row.atMs)}</time>
          <span className="kind">{row.kind}</span>
          <span>{row.text}</span>
          {row.traceId && (
            <a href={`/api/v1/traces/${row.traceId}`} target="_blank" rel="noreferrer">
              trace
            </a>
          )}
        </li>
      ))}
    </ol>
  );
}
