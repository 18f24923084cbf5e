/** Lines of the incident channel that people of the room make: words, claims, seats. */
import { controlDefinitions } from '../../controls/index.ts';
import type { TimelineEntry } from '../../protocol/drill-view.ts';
import type { DrillState, Message } from '../state.ts';
import { type Lines, pointer } from './timeline-line.ts';

const kindOfChannel: Record<Message['channel'], TimelineEntry['kind']> = {
  incident: 'message',
  ticket: 'ticket',
  statusPage: 'statusPage',
};

export const roomLines: Lines = {
  playerJoined: ({ data: { name, role } }) => ({
    kind: 'seat',
    from: name,
    text: role === undefined ? 'Joined.' : `Joined; seat: ${role}.`,
  }),
  seatTaken: ({ actor, data: { role } }) => ({ kind: 'seat', from: actor.name, text: `Took the seat: ${role}.` }),
  seatFreed: ({ actor, data: { name, role, why } }) => ({
    kind: 'seat',
    from: actor.name,
    text: `Freed the seat of ${name}: ${role}${why === 'away' ? ` (${name} was away)` : ''}.`,
  }),
  commCheckCalled: ({ actor }) => ({ kind: 'system', from: actor.name, text: 'Comm check: say that you read this.' }),
  commCheckAnswered: ({ actor }) => ({ kind: 'system', from: actor.name, text: 'Reads you.' }),
  incidentDeclared: ({ actor, data: { severity, title, impact, reason } }) => ({
    kind: 'status',
    from: actor.name,
    text: [
      `Declared SEV${severity}: ${title}`,
      ...(impact === undefined ? [] : [`Users: ${impact}`]),
      ...(reason === undefined ? [] : [`Why SEV${severity}: ${reason}`]),
    ].join('\n'),
  }),
  statusChanged: ({ actor, data: { status } }) => ({ kind: 'status', from: actor.name, text: `Status: ${status}.` }),
  updatePosted: ({ actor, data: { impact, action, needs, nextUpdateMinutes } }) => ({
    kind: 'update',
    from: actor.name,
    text: `Impact: ${impact}\nAction: ${action}\n${needs === undefined ? '' : `Needs: ${needs}\n`}Next update in ${nextUpdateMinutes} min.`,
  }),
  notePosted: ({ actor, data: { text } }) => ({ kind: 'message', from: actor.name, text }),
  messagePosted({ atMs, data: { messageId, channel, from, text } }) {
    const evidence = channel === 'ticket' ? pointer('ticket', messageId, { label: 'Customer ticket', atMs }) : null;
    return { kind: kindOfChannel[channel], from, text, evidence };
  },
  hypothesisProposed: ({ actor, data: { text, evidence } }) => ({
    kind: 'hypothesis',
    from: actor.name,
    text: `Hypothesis: ${text}`,
    evidence: evidence[0] ?? null,
  }),
  hypothesisJudged: ({ actor, data }, after) => ({
    kind: 'hypothesis',
    from: actor.name,
    text: `${data.state === 'open' ? 'Open again' : `Judged ${data.state}`}: ${textOf(after, data.hypothesisId)}`,
  }),
  evidenceLinked: ({ actor, data }, after) => ({
    kind: 'hypothesis',
    from: actor.name,
    text: `${data.evidence.label}, linked to: ${textOf(after, data.hypothesisId)}`,
    evidence: data.evidence,
  }),
  hintTaken: ({ actor, data: { tier, costPercent, text } }) => ({
    kind: 'system',
    from: actor.name,
    text: `Took hint ${tier} for ${costPercent} % of the diagnosis: ${text}`,
  }),
  resolveRequested({ actor, data: { summary, leftOn = [] } }, after) {
    const handed = leftOn.map(({ controlId, owner }) => `\nLeft on: ${controlName(after, controlId)}; ${owner} takes it off.`);
    return { kind: 'status', from: actor.name, text: `Resolved: ${summary}${handed.join('')}` };
  },
};

function controlName({ controls }: DrillState, id: string): string {
  const use = controls.find(({ controlId }) => controlId === id);
  return use ? `${controlDefinitions[use.control]?.title ?? use.control} (${use.target})` : id;
}

function textOf({ hypotheses }: DrillState, id: string): string {
  return hypotheses.find(({ hypothesisId }) => hypothesisId === id)?.text ?? id;
}
