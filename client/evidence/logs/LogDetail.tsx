import type { LogLine } from '../../../core/protocol/logs.ts';
import type { LogSearch } from '../../state/log-search.ts';
import { select } from '../../state/selection.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { liveGameMs } from '../clocks.ts';
import { levelMark } from './level-words.ts';

interface LogDetailProps {
  line: LogLine;
  onClose: () => void;
  /** To lines like it, and to other places of the live room; left out where there is nowhere to go but its trace. */
  onPattern?: (next: Partial<LogSearch>) => void;
}

/** All of one line, and where to go from it. */
export function LogDetail({ line, onClose, onPattern }: LogDetailProps) {
  const { atMs, service, slot, version, level, message, traceId, patternId, attributes } = line;
  const facts = Object.entries({ service, instance: slot, version, ...attributes });
  const moment = liveGameMs(atMs);
  return (
    <section className={`ev-log-detail ev-log-${level}`} aria-label="The open line">
      <div className="ev-filters">
        <span className="ev-log-level">{levelMark[level]}</span>
        <span className="mono muted">{new Date(atMs).toISOString().slice(11, 23)} UTC</span>
        {traceId && (
          <>
            <Button size="sm" onPress={() => select({ tab: 'traces', traceId })}>
              Open its trace
            </Button>
            {onPattern && (
              <Button size="sm" variant="quiet" onPress={() => select({ traceId })}>
                Lines of this trace
              </Button>
            )}
          </>
        )}
        {onPattern && (
          <Button size="sm" variant="quiet" onPress={() => onPattern({ patternId })}>
            Lines like this
          </Button>
        )}
        {onPattern && moment !== null && (
          <Button size="sm" variant="quiet" onPress={() => select({ atMs: moment })}>
            Look at this moment
          </Button>
        )}
        <CopyButton text={`${message}\n${JSON.stringify(attributes)}`} />
        <Button size="sm" variant="quiet" aria-label="Close the line" onPress={onClose}>
          ✕
        </Button>
      </div>
      {/* A stack of an error is longer than its place. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <pre tabIndex={0}>{message}</pre>
      <dl className="ev-log-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="muted">{name}</dt>
            <dd className="mono">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
