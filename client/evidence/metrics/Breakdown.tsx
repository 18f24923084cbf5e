import { useMemo, useState } from 'react';
import {
  type Breakdown as BreakdownAnswer,
  type BreakdownDimension,
  type BreakdownRow,
  breakdownSchema,
} from '../../../core/protocol/breakdown.ts';
import { milliseconds, percent, rate } from '../../format.ts';
import { select, useSelection } from '../../state/selection.ts';
import { anyTrace, type TraceSearch } from '../../state/trace-search.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty, Notice, Skeleton } from '../../ui/Panel.tsx';
import { useAsked } from '../use-asked.ts';
import { type Column, columns, dimensionWords, type Order, outliersOf, sortedBy, turned } from './breakdown-rows.ts';

const refreshMs = 5000;
/** What is happening now, and not what is over. */
const windowSeconds = 60;
const shownRows = 20;

/** The golden signals of a service or link, told apart by one thing: which instance, version, route … stands out. */
export function Breakdown({ drillId, measured }: { drillId: string; measured: string }) {
  const by = useSelection((selection) => selection.by);
  const query = new URLSearchParams({ component: measured, by, lastSeconds: String(windowSeconds) });
  const { value: shown, problem } = useAsked(`/api/v1/drills/${drillId}/breakdown?${query}`, breakdownSchema, refreshMs);
  const [dimensions, setDimensions] = useState<readonly BreakdownDimension[]>([by]);
  if (shown !== null && shown.dimensions.join() !== dimensions.join() && shown.dimensions.length > 0) setDimensions(shown.dimensions);
  return (
    <section className="ev-breakdown" aria-label={`${measured} told apart`}>
      <div className="ev-breakdown-by" role="group" aria-label="Told apart by">
        {dimensions.map((dimension) => (
          <Chip key={dimension} isPressed={dimension === by} onPress={() => select({ by: dimension })}>
            {dimensionWords[dimension]}
          </Chip>
        ))}
        <span className="muted">last minute{shown?.more ? ', the first values only' : ''}</span>
      </div>
      {problem && <Notice tone="warning">{problem}</Notice>}
      {shown === null ? problem === null && <Skeleton width="100%" height={90} /> : <Told told={shown} />}
    </section>
  );
}

/** Of the last minute, as a table. */
export function Told({ told }: { told: BreakdownAnswer }) {
  if (told.rows.length === 0) return <Empty title={`${told.component} had no request in the last minute.`} />;
  return <Rows told={told} />;
}

function Rows({ told }: { told: BreakdownAnswer }) {
  const [order, setOrder] = useState<Order>({ column: 'ratePerSecond', direction: 'descending' });
  const outliers = useMemo(() => outliersOf(told.rows), [told]);
  const rows = sortedBy(told.rows, order).slice(0, shownRows);
  return (
    <table className="ev-table">
      <thead>
        <tr>
          <th>{dimensionWords[told.by]}</th>
          {(Object.keys(columns) as Column[]).map((each) => (
            <th key={each} className="ev-number" aria-sort={each === order.column ? order.direction : 'none'}>
              <button type="button" className="ev-sort" onClick={() => setOrder(turned(order, each))}>
                {columns[each]}
                <span aria-hidden>{each !== order.column ? '' : order.direction === 'ascending' ? ' ▴' : ' ▾'}</span>
              </button>
            </th>
          ))}
          <th>
            <span className="visually-hidden">To do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.value} row={row} told={told} isApart={outliers.has(row.value)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, told, isApart }: { row: BreakdownRow; told: BreakdownAnswer; isApart: boolean }) {
  const { value, ratePerSecond, errorShare, p50Ms, p95Ms, p99Ms } = row;
  const search = searchOf(told, row);
  return (
    <tr>
      <td className="mono">
        {isApart && (
          <span className="ui-tone-warning" title="Stands out from the others">
            ▲<span className="visually-hidden"> stands out:</span>{' '}
          </span>
        )}
        {value}
      </td>
      <td className="mono ev-number">{rate(ratePerSecond)}</td>
      <td className="mono ev-number">{percent(errorShare)}</td>
      <td className="mono ev-number">{milliseconds(p50Ms)}</td>
      <td className="mono ev-number">{milliseconds(p95Ms)}</td>
      <td className="mono ev-number">{milliseconds(p99Ms)}</td>
      <td className="ev-row-acts">
        {search && (
          <Chip onPress={() => select({ tab: 'traces', traceId: null, entry: null, atMs: null, search })} title={`Traces of ${value}`}>
            traces<span className="visually-hidden"> of {value}</span>
          </Chip>
        )}
      </td>
    </tr>
  );
}

const spanAttributes: Partial<Record<BreakdownDimension, string>> = {
  server: 'server.address',
  client: 'shop.client',
  apiVersion: 'shop.api.version',
};

/** Traces of the value; null where spans are not told apart by it. */
function searchOf({ component, by }: BreakdownAnswer, { value }: BreakdownRow): TraceSearch | null {
  const all: TraceSearch = { ...anyTrace, scope: 'all', order: 'slowest' };
  const service = component.includes('->') ? '' : component;
  if (by === 'version' && service !== '') return { ...all, service, version: value };
  if (by === 'route' && service !== '') return { ...all, service, operation: value };
  if (by === 'instance') return { ...all, service, slot: value };
  const attribute = spanAttributes[by];
  if (attribute !== undefined) return { ...all, attributes: `${attribute}=${value}` };
  if (by === 'status' && /^\d+$/.test(value)) return { ...all, service, attributes: `http.response.status_code=${value}` };
  return null;
}
