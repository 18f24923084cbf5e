import { type ReactNode, useEffect, useState } from 'react';
import { type EngineTab, engineViewName, readEngineView } from '../../../core/protocol/engine-view.ts';
import { select, useSelection } from '../../state/selection.ts';
import { Chip } from '../../ui/Chip.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Empty, Skeleton } from '../../ui/Panel.tsx';
import './Engines.css';

/** Which view of the tab is open, and what of it; the first where none was chosen. */
export function useEngineView(tab: EngineTab, first: string): { view: string; detail: string } {
  const engine = useSelection((selection) => selection.engine);
  const open = engine === null ? null : readEngineView(engine);
  return open?.tab === tab ? { view: open.view, detail: open.detail } : { view: first, detail: '' };
}

export function openView(tab: EngineTab, view: string, detail = ''): void {
  select({ tab, engine: engineViewName({ tab, view, detail, row: null }), entry: null });
}

interface ViewsProps {
  tab: EngineTab;
  views: readonly { id: string; title: string; count?: number }[];
  current: string;
  /** The same in the trade, to be pasted into a terminal. */
  command: string;
  children?: ReactNode;
}

/** The views of an engine, and the line that shows the same elsewhere. */
export function Views({ tab, views, current, command, children }: ViewsProps) {
  return (
    <div className="ev-views">
      <div className="ev-views-chips" role="group" aria-label="View">
        {views.map(({ id, title, count }) => (
          <Chip key={id} isPressed={id === current} onPress={() => openView(tab, id)}>
            {title}
            {count ? <span className="mono"> {count}</span> : null}
          </Chip>
        ))}
      </div>
      {children}
      <span className="ev-command">
        <code title={command}>{command}</code>
        <CopyButton text={command} />
      </span>
    </div>
  );
}

interface StateProps {
  look: { panel: unknown; seenAtMs: number; problem: string | null; isLoading: boolean };
  /** False where what is shown has an age of its own. */
  hasAge?: boolean;
  children: ReactNode;
}

/** What is known, with its age; before the first answer a place of its size, and what failed in words. */
export function PanelState({ look: { panel, seenAtMs, problem, isLoading }, hasAge = true, children }: StateProps) {
  return (
    <>
      {panel !== null && (hasAge || problem !== null) && <Age seenAtMs={seenAtMs} problem={problem} />}
      {panel === null && problem !== null && (
        <Empty title={problem} hint="Nothing was changed by looking; try another view, or wait a moment." />
      )}
      {isLoading && <Skeleton width="100%" height={160} />}
      {panel !== null && children}
    </>
  );
}

/** Silence is told: what is shown may be old. */
function Age({ seenAtMs, problem }: { seenAtMs: number; problem: string | null }) {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((nowMs - seenAtMs) / 1000));
  return (
    <p className="ev-age">
      {problem === null ? (
        <span className="muted mono">as of {String(seconds).padStart(2, '0')} s ago</span>
      ) : (
        <span className="ui-tone-warning" role="status">
          ▲ {problem} What follows is {seconds} s old.
        </span>
      )}
    </p>
  );
}
