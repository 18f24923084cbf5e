import type { ReactNode } from 'react';
import './Panel.css';

interface PanelProps {
  title: string;
  aside?: ReactNode;
  /** The body scrolls by itself; the panel keeps its size. */
  scroll?: boolean;
  children: ReactNode;
}

export function Panel({ title, aside, scroll = false, children }: PanelProps) {
  return (
    <section className={`ui-panel${scroll ? ' ui-panel-scroll' : ''}`} aria-label={title}>
      <header className="ui-panel-head">
        <h2>{title}</h2>
        {aside}
      </header>
      <div className="ui-panel-body" tabIndex={scroll ? 0 : undefined}>
        {children}
      </div>
    </section>
  );
}

/** Says what will appear here and when. */
export function Empty({ title, hint }: { title: string; hint?: string }) {
  return (
    <div className="ui-empty">
      <p>{title}</p>
      {hint && <p className="muted">{hint}</p>}
    </div>
  );
}

interface StatProps {
  label: string;
  value: string;
  tone?: 'ok' | 'warning' | 'critical';
  hint?: string;
}

/** A figure in a slot of fixed width. */
export function Stat({ label, value, tone, hint }: StatProps) {
  return (
    <div className="ui-stat" title={hint}>
      <dt>{label}</dt>
      <dd className={`mono${tone ? ` ui-tone-${tone}` : ''}`}>{value}</dd>
    </div>
  );
}

export function Skeleton({ width, height }: { width: string | number; height: string | number }) {
  return <span className="ui-skeleton" style={{ width, height }} aria-hidden />;
}

/** Something to read before going on; `assertive` when it cannot wait. */
export function Notice({ tone, children }: { tone: 'info' | 'warning' | 'critical'; children: ReactNode }) {
  return (
    <div className={`ui-notice ui-notice-${tone}`} role={tone === 'info' ? 'status' : 'alert'}>
      {children}
    </div>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="ui-kbd">{children}</kbd>;
}
