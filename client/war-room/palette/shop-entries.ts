/** Entries of what production shows, and of what can be done to it. */
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { runbookOf } from '../../evidence/slos/slo-words.ts';
import { grouped } from '../action-groups.ts';
import type { Doing } from '../doing.ts';
import type { Entry, PaletteRoom } from './entry.ts';

/** Each with what it costs, and found by what one would type. */
export function actionEntries({ actions }: Pick<DrillView, 'actions'>): Entry[] {
  return grouped(actions).flatMap((group) =>
    group.actions.map(
      (action): Entry => ({
        id: `action-${action.control}`,
        title: action.title,
        group: group.title,
        detail: `${action.targets.join(', ')}. ${action.sideEffect}`,
        alias: `${action.control} ${action.equivalent}`,
        doing: { kind: 'dialog', dialog: { kind: 'action', action }, needs: 'look' },
      }),
    ),
  );
}

export function componentEntries({ stack }: PaletteRoom): Entry[] {
  const names = [
    ...(stack?.services ?? []).map(({ service }) => service),
    ...(stack?.dependencies ?? []).map(({ name }) => name),
    ...(stack?.links ?? []).map(({ link }) => link),
  ];
  return [...new Set(names)].map((name) => ({
    id: `component-${name}`,
    title: name,
    group: 'component',
    doing: { kind: 'view', change: { component: name, tab: 'map', entry: null } },
  }));
}

/** Alerts, each with its runbook. */
export function alertEntries({ drill: { alerts } }: PaletteRoom): Entry[] {
  const books = [...new Set(alerts.map(({ alert }) => runbookOf(alert)))];
  return [
    ...alerts.map(
      ({ alertId, alert, summary, state, sinceMs }): Entry => ({
        id: `alert-${alertId}`,
        title: alert,
        group: `alert, ${state}`,
        alias: summary,
        doing: shows('alert', { ref: alertId, label: alert, atMs: sinceMs }),
      }),
    ),
    ...books.map(
      (runbook): Entry => ({
        id: `runbook-${runbook}`,
        title: `Runbook of ${runbook}`,
        group: 'runbook',
        doing: { kind: 'view', change: { runbook } },
      }),
    ),
  ];
}

/** Newest first, as many as somebody may still have in mind. */
const foundOfEach = 50;

/** What was done and what changed. */
export function eventEntries({ drill: { controls, changes } }: PaletteRoom): Entry[] {
  return [
    ...newest(controls).map(
      ({ controlId, control, target, state, requestedAtMs }): Entry => ({
        id: `done-${controlId}`,
        title: `${control} ${target}`,
        group: `action, ${state}`,
        doing: shows('action', { ref: controlId, label: `${control} ${target}`, atMs: requestedAtMs }),
      }),
    ),
    ...newest(changes).map(
      ({ changeId, kind, target, summary, by, happenedAtMs }): Entry => ({
        id: `change-${changeId}`,
        title: `${kind} ${target}: ${summary}`.slice(0, 120),
        group: 'change',
        alias: by,
        doing: shows('change', { ref: changeId, label: `${kind} ${target}: ${summary}`, atMs: happenedAtMs }),
      }),
    ),
  ];
}

/** What customers wrote, where that lies on this desk. */
export function ticketEntries({ drill: { tickets, sees } }: PaletteRoom): Entry[] {
  return newest(sees.voices ? tickets : []).map(
    ({ ticketId, from, text, orderId, atMs }): Entry => ({
      id: `ticket-${ticketId}`,
      title: `${from}: ${text.slice(0, 100)}`,
      group: 'ticket',
      alias: orderId ?? '',
      doing: shows('ticket', { ref: ticketId, label: `ticket of ${from}`, atMs }),
    }),
  );
}

function newest<T>(all: readonly T[]): T[] {
  return all.slice(-foundOfEach).toReversed();
}

function shows(kind: 'alert' | 'action' | 'change' | 'ticket', entry: { ref: string; label: string; atMs: number }): Doing {
  return { kind: 'evidence', evidence: { kind, ...entry } };
}
