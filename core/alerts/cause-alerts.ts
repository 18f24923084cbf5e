/** Alerts on causes (lag, hit ratio, event-loop delay): severity info, they inform and never page. */
import type { CauseAlert } from '../stack/schema.ts';
import type { AlertMemory, AlertReading } from './memory.ts';

/**
 * One reading per rule and label: signals are keyed `signal` or `signal/label`. A label that is remembered but has no
 * figure in this second is silent: what it was about to fire by is kept for a while, and an alert about a member that is gone ends.
 */
export function causeReadings(rules: readonly CauseAlert[], signals: Record<string, number>, memory: AlertMemory): AlertReading[] {
  return rules.flatMap((rule) =>
    labelsOf(rule, signals, memory).map((label) => read(rule, label, signals[label === '' ? rule.signal : `${rule.signal}/${label}`])),
  );
}

function labelsOf(rule: CauseAlert, signals: Record<string, number>, memory: AlertMemory): string[] {
  const pick = (keys: string[], prefix: string): string[] =>
    keys.filter((key) => key === prefix || key.startsWith(`${prefix}/`)).map((key) => key.slice(prefix.length + 1));
  return [...new Set([...pick(Object.keys(signals), rule.signal), ...pick(Object.keys(memory), rule.name)])].sort();
}

function read(rule: CauseAlert, label: string, value: number | undefined): AlertReading {
  const above = value !== undefined && rule.above !== undefined && value > rule.above;
  const below = value !== undefined && rule.below !== undefined && value < rule.below;
  return {
    alert: label === '' ? rule.name : `${rule.name}/${label}`,
    severity: 'info',
    over: above || below,
    isSilent: value === undefined,
    forMs: rule.forSeconds * 1000,
    summary: fill(rule.summary, label, value),
  };
}

/** `{value}` is the figure; any other placeholder (`{group}`, `{slot}`) is the label. */
function fill(template: string, label: string, value: number | undefined): string {
  const figure = value === undefined ? 'unknown' : (Math.round(value * 10) / 10).toString();
  return template.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'value' ? figure : label));
}
