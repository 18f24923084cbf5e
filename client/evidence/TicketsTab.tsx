import type { DrillView } from '../../core/protocol/drill-view.ts';
import { clock } from '../format.ts';
import { select } from '../state/selection.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Panel.tsx';
import { MarkButton, useMarked } from './Mark.tsx';

/** Complaints of customers whose requests really failed; the order opens its trace. */
export function TicketsTab({ drill }: { drill: DrillView }) {
  const marked = useMarked('ticket');
  if (drill.tickets.length === 0)
    return <Empty title="No customer has complained." hint="Tickets come from requests that really failed, a while after they did." />;
  return (
    <table className="ev-table">
      <thead>
        <tr>
          <th>When</th>
          <th>From</th>
          <th>Says</th>
          <th>Order</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {drill.tickets.toReversed().map(({ ticketId, atMs, from, text, orderId, traceId }) => (
          <tr key={ticketId} {...marked(ticketId)}>
            <td className="mono muted">{clock(atMs)}</td>
            <td>{from}</td>
            <td>{text}</td>
            <td>
              {traceId && drill.sees.telemetry ? (
                <Button size="sm" variant="quiet" onPress={() => select({ tab: 'traces', traceId })}>
                  {orderId ?? 'open the trace'}
                </Button>
              ) : (
                <span className="mono muted">{orderId ?? '–'}</span>
              )}
            </td>
            <td>
              <MarkButton
                onPress={() => select({ entry: { kind: 'ticket', id: ticketId, label: `ticket of ${from}` }, atMs })}
                what={`ticket of ${from}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
