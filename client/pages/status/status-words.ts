import type { ComponentStatus, PublicImpact, PublicStatus } from '../../../core/protocol/status-page.ts';
import type { Tone } from '../../ui/Badge.tsx';

/** In the words and order of a status page; each state has a shape besides its colour. */
export const componentWords: Record<ComponentStatus, { words: string; hint: string; tone: Tone }> = {
  operational: { words: 'Operational', hint: 'works as it should', tone: 'ok' },
  degraded_performance: { words: 'Degraded performance', hint: 'works, but slowly or in part', tone: 'info' },
  partial_outage: { words: 'Partial outage', hint: 'broken for some', tone: 'warning' },
  major_outage: { words: 'Major outage', hint: 'broken for nearly everybody', tone: 'critical' },
};

export const incidentWords: Record<PublicStatus, { words: string; hint: string }> = {
  investigating: { words: 'Investigating', hint: 'we see it and look for the cause' },
  identified: { words: 'Identified', hint: 'we know what it is and work on it' },
  monitoring: { words: 'Monitoring', hint: 'a fix is in place and we watch it' },
  resolved: { words: 'Resolved', hint: 'it is over' },
};

export const impactTones: Record<PublicImpact, Tone> = { none: 'ok', minor: 'info', major: 'warning', critical: 'critical' };

/** `14:02:31 UTC`, as everybody reads it wherever they are. */
export function timeOfDay(iso: string): string {
  return `${iso.slice(11, 19)} UTC`;
}

/** `28 Nov 2026`. */
export function dayOf(iso: string): string {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
}

/** How long ago, roughly: nobody reads a status page with a stopwatch. */
export function agoWords(iso: string, nowMs: number): string {
  const minutes = Math.floor(Math.max(0, nowMs - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} days ago`;
}
