/** The life of one alert: pending, firing, resolved. Acknowledging is the players' affair and is not known here. */
import type { EventData } from '../drill/events.ts';
import { keepFiringMs, silentForMs } from './windows.ts';

export type AlertTransition = EventData['alertStateChanged'];

interface AlertEntry {
  /** Counts firing episodes; part of the alert id. */
  episode: number;
  state: 'idle' | 'pending' | 'firing';
  /** When the condition became true in this episode. */
  overSinceMs: number;
  /** When it was true last. */
  lastOverMs: number;
}

/** By alert name. */
export type AlertMemory = Record<string, AlertEntry>;

export function emptyAlertMemory(): AlertMemory {
  return {};
}

/** What a rule says about its alert in this second. */
export interface AlertReading {
  /** `browse-latency.page`, `consumer-lag/fulfilment`. */
  alert: string;
  severity: AlertTransition['severity'];
  over: boolean;
  /** Nothing was said in this second: a process that is blocked, or gone, says nothing. */
  isSilent?: boolean;
  /** How long the condition must have been true to fire; at 0 it fires in the second in which it becomes true, as a rule without `for` does. */
  forMs: number;
  summary: string;
  slo?: string;
  burnRate?: number;
}

const fresh: AlertEntry = { episode: 0, state: 'idle', overSinceMs: 0, lastOverMs: 0 };

/** One step. `entry` is undefined while the alert has nothing to remember. */
export function advanceAlert(
  before: AlertEntry | undefined,
  reading: AlertReading,
  atMs: number,
): { entry: AlertEntry | undefined; transitions: AlertTransition[] } {
  const entry = before ?? fresh;
  if (reading.over) return rise(entry, reading, atMs);
  if (entry.state === 'idle') return { entry: before, transitions: [] };
  if (reading.isSilent && entry.state === 'pending' && atMs - entry.lastOverMs < silentForMs) return { entry, transitions: [] };
  if (entry.state === 'firing' && atMs - entry.lastOverMs < keepFiringMs) return { entry, transitions: [] };
  const resolved: AlertEntry = { ...entry, state: 'idle' };
  return { entry: resolved, transitions: announce(resolved, reading, { state: 'resolved', fired: entry.state === 'firing' }) };
}

function rise(entry: AlertEntry, reading: AlertReading, atMs: number): { entry: AlertEntry; transitions: AlertTransition[] } {
  if (entry.state === 'firing') return { entry: { ...entry, lastOverMs: atMs }, transitions: [] };
  const risen: AlertEntry =
    entry.state === 'idle'
      ? { episode: entry.episode + 1, state: 'pending', overSinceMs: atMs, lastOverMs: atMs }
      : { ...entry, lastOverMs: atMs };
  if (atMs - risen.overSinceMs < reading.forMs) {
    return { entry: risen, transitions: entry.state === 'idle' ? announce(risen, reading, { state: 'pending', fired: false }) : [] };
  }
  const firing: AlertEntry = { ...risen, state: 'firing' };
  return { entry: firing, transitions: announce(firing, reading, { state: 'firing', fired: true }) };
}

interface Announcement {
  state: AlertTransition['state'];
  /** Whether this episode has fired. */
  fired: boolean;
}

/** Info alerts are only announced once they fire: a signal that touches its line for a second is no news. */
function announce(entry: AlertEntry, reading: AlertReading, { state, fired }: Announcement): AlertTransition[] {
  if (reading.severity === 'info' && !fired) return [];
  const { alert, severity, summary, slo, burnRate } = reading;
  return [
    {
      alertId: `${alert}.${entry.episode}`,
      alert,
      severity,
      state,
      summary,
      ...(slo === undefined ? {} : { slo }),
      ...(burnRate === undefined ? {} : { burnRate: Math.round(burnRate * 10) / 10 }),
    },
  ];
}
