import type { ReactNode } from 'react';
import './Badge.css';

export type Tone = 'ok' | 'info' | 'warning' | 'critical' | 'unknown' | 'neutral';

const shapes: Record<Tone, string> = { ok: '●', info: '●', warning: '▲', critical: '■', unknown: '◇', neutral: '' };

/** The shape that goes with a state, so that colour never speaks alone. */
export function ToneShape({ tone }: { tone: Tone }) {
  return shapes[tone] === '' ? null : (
    <span className={`ui-shape ui-tone-${tone}`} aria-hidden>
      {shapes[tone]}
    </span>
  );
}

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`ui-badge ui-badge-${tone}`}>
      <ToneShape tone={tone} />
      {children}
    </span>
  );
}
