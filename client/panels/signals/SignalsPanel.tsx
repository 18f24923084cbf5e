import type { Red, SignalFrame } from '../../../core/protocol/signals.ts';
import { milliseconds, percent, rate } from '../../format.ts';
import { historySeconds, useWarRoom } from '../../store.ts';
import { sparklinePath } from './sparkline.ts';

const box = { width: 120, height: 24 };

export function SignalsPanel() {
  const frames = useWarRoom((state) => state.frames);
  const last = frames.at(-1);
  if (!last) return <p className="empty">Rate, errors and duration of every service appear here as soon as telemetry arrives.</p>;
  const lag = Object.entries(lagByGroup(last));
  return (
    <>
      <RedTable caption="Service" pick={(frame) => frame.services} frames={frames} last={last} />
      <RedTable caption="Link" pick={(frame) => frame.links} frames={frames} last={last} />
      <dl className="gauges">
        <div>
          <dt>Cache hit ratio</dt>
          <dd>{last.cacheHitPercent === null ? '–' : `${last.cacheHitPercent.toFixed(0)} %`}</dd>
        </div>
        <div>
          <dt>Redis memory</dt>
          <dd>{last.redisUsedMb === null ? '–' : `${last.redisUsedMb.toFixed(1)} of ${last.redisMaxMb?.toFixed(0) ?? '–'} MB`}</dd>
        </div>
        {lag.map(([group, { records, seconds }]) => (
          <div key={group}>
            <dt>{`Lag of ${group}`}</dt>
            <dd>{`${records} records, ${seconds.toFixed(0)} s`}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

interface RedTableProps {
  caption: string;
  pick: (frame: SignalFrame) => Record<string, Red>;
  frames: readonly SignalFrame[];
  last: SignalFrame;
}

function RedTable({ caption, pick, frames, last }: RedTableProps) {
  const names = Object.keys(pick(last));
  return (
    <table className="red">
      <thead>
        <tr>
          <th scope="col">{caption}</th>
          <th scope="col">Rate</th>
          <th scope="col">Errors</th>
          <th scope="col">p50</th>
          <th scope="col">p95</th>
          <th scope="col">p99</th>
          <th scope="col">p95, last two minutes</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const red = pick(last)[name];
          if (!red) return null;
          const history = frames.map((frame) => pick(frame)[name]?.p95Ms ?? null);
          const padded = [...Array<null>(Math.max(0, historySeconds - history.length)).fill(null), ...history];
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{rate(red.ratePerSecond)}</td>
              <td className={red.errorShare > 0.02 ? 'bad' : undefined}>{percent(red.errorShare)}</td>
              <td>{milliseconds(red.p50Ms)}</td>
              <td>{milliseconds(red.p95Ms)}</td>
              <td>{milliseconds(red.p99Ms)}</td>
              <td>
                <svg width={box.width} height={box.height} role="img" aria-label={`p95 of ${name} over the last two minutes`}>
                  <path d={sparklinePath({ values: padded, ...box })} />
                </svg>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function lagByGroup(frame: SignalFrame): Record<string, { records: number; seconds: number }> {
  const groups: Record<string, { records: number; seconds: number }> = {};
  for (const { group, lag, lagSeconds } of frame.partitions) {
    const sum = groups[group] ?? { records: 0, seconds: 0 };
    groups[group] = { records: sum.records + lag, seconds: Math.max(sum.seconds, lagSeconds) };
  }
  return groups;
}
