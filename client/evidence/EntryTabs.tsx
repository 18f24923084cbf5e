import type { DrillView } from '../../core/protocol/drill-view.ts';
import { clock, percent } from '../format.ts';
import { select, useSelection } from '../state/selection.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Panel.tsx';
import { budgetWidth, whenWords } from './entry-words.ts';

/** What was changed in the shop: deploys, flags, configuration, jobs; and what the pod did itself. */
export function ChangesTab({ drill }: { drill: DrillView }) {
  const entry = useSelection((selection) => selection.entry);
  const changes = drill.changes.toSorted((a, b) => b.happenedAtMs - a.happenedAtMs);
  if (changes.length === 0)
    return (
      <Empty
        title="No change is on record."
        hint="Deploys, flags, configuration, migrations and jobs appear here, with those who made them."
      />
    );
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
        {changes.map(({ changeId, happenedAtMs, kind, target, summary, by }) => (
          <tr key={changeId} className={entry?.kind === 'change' && entry.id === changeId ? 'ev-marked' : ''}>
            <td className="mono muted">{whenWords(happenedAtMs, drill.milestones.paged, drill.gameMs)}</td>
            <td>{kind}</td>
            <td className="mono">{target}</td>
            <td>{summary}</td>
            <td className="muted">{by}</td>
            <td>
              <Mark
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

/** Complaints of customers whose requests really failed; the order opens its trace. */
export function TicketsTab({ drill }: { drill: DrillView }) {
  const entry = useSelection((selection) => selection.entry);
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
          <tr key={ticketId} className={entry?.kind === 'ticket' && entry.id === ticketId ? 'ev-marked' : ''}>
            <td className="mono muted">{clock(atMs)}</td>
            <td>{from}</td>
            <td>{text}</td>
            <td>
              {traceId ? (
                <Button size="sm" variant="quiet" onPress={() => select({ tab: 'traces', traceId })}>
                  {orderId ?? 'open the trace'}
                </Button>
              ) : (
                <span className="mono muted">{orderId ?? '–'}</span>
              )}
            </td>
            <td>
              <Mark
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

const burnTone = (burn: number): Tone => (burn >= 14.4 ? 'critical' : burn >= 6 ? 'warning' : 'neutral');

/** What was promised to users, and what is left of the room for failure. */
export function SlosTab({ drill }: { drill: DrillView }) {
  if (drill.slos.length === 0) return <Empty title="Objectives appear when the drill begins." />;
  return (
    <table className="ev-table">
      <thead>
        <tr>
          <th>Objective</th>
          <th>Target</th>
          <th>Good</th>
          <th>Budget left in this drill</th>
          <th>Burn rate, 1 min</th>
        </tr>
      </thead>
      <tbody>
        {drill.slos.map(({ slo, displayName, objective, goodShare, budgetLeft, burnRate }) => (
          <tr key={slo}>
            <td>
              {displayName} <span className="mono muted">{slo}</span>
            </td>
            <td className="mono">{percent(objective, 1)}</td>
            <td className="mono">{percent(goodShare, 2)}</td>
            <td>
              <span className="ev-budget" aria-hidden>
                <i style={{ width: `${budgetWidth(budgetLeft)}%` }} />
              </span>{' '}
              <span className="mono">{percent(budgetLeft, 0)}</span>
            </td>
            <td className="mono">
              {burnTone(burnRate) === 'neutral' ? (
                `${burnRate.toFixed(1)}×`
              ) : (
                <Badge tone={burnTone(burnRate)}>{burnRate.toFixed(1)}×</Badge>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Mark({ onPress, what }: { onPress: () => void; what: string }) {
  return (
    <Button size="sm" variant="quiet" aria-label={`Look at: ${what}`} onPress={onPress}>
      mark
    </Button>
  );
}
