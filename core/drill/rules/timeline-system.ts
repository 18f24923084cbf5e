/** Lines of the incident channel that nobody writes: alerts, public milestones, the course of the drill. */
import type { DrillEventOf } from '../events.ts';
import type { Milestone, Phase } from '../values.ts';
import { type Lines, pointer } from './timeline-line.ts';

const us = 'Brownout';

/** Those whose own line (an acknowledgement, a declaration, a status, a resolve) says it already stay silent. */
const milestoneText: Partial<Record<Milestone, string>> = { paged: 'First page: the time since page runs.' };

export const systemLines: Lines = {
  alertStateChanged({ atMs, data: { alertId, alert, state, severity, summary, by } }) {
    // A pending alert may never fire; the list of alerts shows it while it lasts.
    if (state === 'pending') return null;
    const evidence = pointer('alert', alertId, { label: alert, atMs });
    if (state === 'acknowledged') return { kind: 'alert', from: by ?? us, text: `Acknowledged: ${summary}`, evidence };
    if (state === 'resolved') return { kind: 'alert', from: alert, text: `Alert over: ${summary}`, evidence };
    if (state === 'silenced') return { kind: 'alert', from: alert, text: `Silenced, nobody is called: ${summary}`, evidence };
    return { kind: 'alert', from: alert, text: `${severity === 'page' ? 'Page' : 'Alert'}: ${summary}`, evidence };
  },
  silenceEnded: ({ data: { alert, by } }) => (by === 'time' ? { kind: 'alert', from: us, text: `The silence of ${alert} is over.` } : null),
  milestoneReached({ data: { milestone } }) {
    const text = milestoneText[milestone];
    return text === undefined ? null : { kind: 'system', from: us, text };
  },
  phaseChanged(event) {
    const text = phaseText(event);
    return text === null ? null : { kind: 'system', from: event.actor.name, text };
  },
  incidentReopened: ({ data: { reason } }) => ({ kind: 'status', from: us, text: `Reopened. ${reason}` }),
  drillEnded: ({ actor, data: { outcome, reason } }) => ({
    kind: 'system',
    from: actor.name,
    text: `The drill has ended (${outcome}). ${reason}`,
  }),
};

function phaseText({ data: { from, to, reason } }: DrillEventOf<'phaseChanged'>): string | null {
  const texts: Record<Phase, string | null> = {
    lobby: null,
    baseline: 'Begun: what is normal is being measured.',
    live: from === 'paused' ? 'Resumed.' : 'Steady state proven: the clock runs.',
    paused: `Paused: ${reason}`,
    debrief: null,
    closed: null,
  };
  return texts[to];
}
