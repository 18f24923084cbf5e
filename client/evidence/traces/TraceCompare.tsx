import { useMemo } from 'react';
import type { SpanView } from '../../../core/protocol/traces.ts';
import { milliseconds } from '../../format.ts';
import { Button } from '../../ui/Button.tsx';
import { type ComparedPath, compareTraces } from './trace-compare.ts';
import { layoutTrace } from './trace-layout.ts';

interface TraceCompareProps {
  slow: readonly SpanView[];
  typical: readonly SpanView[];
  /** Somebody wants to read the typical one by itself. */
  onTypical: () => void;
}

/** Operation by operation: what this trace spends that a typical one does not. */
export function TraceCompare({ slow, typical, onTypical }: TraceCompareProps) {
  const { paths, thisMs, typicalMs } = useMemo(() => {
    const [ours, theirs] = [layoutTrace(slow), layoutTrace(typical)];
    return {
      paths: compareTraces(ours.rows, theirs.rows),
      thisMs: ours.rows[0]?.durationMs ?? 0,
      typicalMs: theirs.rows[0]?.durationMs ?? 0,
    };
  }, [slow, typical]);
  const longestMs = paths.reduce((max, path) => Math.max(max, path.slow.selfMs, path.typical.selfMs), 0.001);
  const most = paths.reduce<ComparedPath | null>((best, path) => (!best || path.extraMs > best.extraMs ? path : best), null);
  return (
    <div className="ev-compare">
      <p className="ev-compare-words">
        This trace took <strong className="mono">{milliseconds(thisMs)}</strong>, a typical one{' '}
        <strong className="mono">{milliseconds(typicalMs)}</strong>.{' '}
        {thisMs <= typicalMs && 'It is no slower: open a slow one to see what it spends its time on.'}
        {thisMs > typicalMs && most && most.extraMs > 0 && (
          <>
            Most of the difference is own time of <strong>{most.name}</strong>: <span className="mono">{difference(most.extraMs)}</span>.
          </>
        )}{' '}
        <Button size="sm" variant="quiet" onPress={onTypical}>
          Open the typical one
        </Button>
      </p>
      <table className="ev-table">
        <thead>
          <tr>
            <th>Operation</th>
            <th>
              Own time: <span className="ev-compare-this">■ this</span> <span className="ev-compare-typical">□ typical</span>
            </th>
            <th className="ev-number">Own time +</th>
            <th className="ev-number">Total, this</th>
            <th className="ev-number">typical</th>
            <th className="ev-number">Times</th>
          </tr>
        </thead>
        <tbody>
          {paths.map((path) => (
            <Path key={path.path} path={path} longestMs={longestMs} isMost={thisMs > typicalMs && path === most && path.extraMs > 0} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const difference = (ms: number): string => `${ms < 0 ? '−' : '+'}${milliseconds(Math.abs(ms))}`;

function Path({ path, longestMs, isMost }: { path: ComparedPath; longestMs: number; isMost: boolean }) {
  const { name, depth, slow, typical, extraMs } = path;
  const widthOf = (ms: number): string => `${((ms / longestMs) * 100).toFixed(2)}%`;
  return (
    <tr className={isMost ? 'ev-marked' : ''}>
      <td style={{ paddingLeft: 4 + depth * 12 }}>
        {isMost && <span title="Most of the difference">▶ </span>}
        {slow.errors > 0 && <span className="ui-tone-critical">■ {slow.errors} failed </span>}
        {name}
        {slow.count === 0 && <span className="muted"> only in the typical one</span>}
        {typical.count === 0 && <span className="muted"> only here</span>}
      </td>
      <td className="ev-compare-bars" aria-hidden>
        <i className="ev-compare-bar-this" style={{ width: widthOf(slow.selfMs) }} />
        <i className="ev-compare-bar-typical" style={{ width: widthOf(typical.selfMs) }} />
      </td>
      <td className="ev-number mono">{difference(extraMs)}</td>
      <td className="ev-number mono">{slow.count === 0 ? '–' : milliseconds(slow.totalMs)}</td>
      <td className="ev-number mono">{typical.count === 0 ? '–' : milliseconds(typical.totalMs)}</td>
      <td className="ev-number mono">
        {slow.count} / {typical.count}
      </td>
    </tr>
  );
}
