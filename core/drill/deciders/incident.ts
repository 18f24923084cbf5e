/** What people in the room do and say. */
import { reach, reachOnce } from '../rules/milestones.ts';
import { emit } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

type IncidentCommand = 'acknowledge' | 'declare' | 'setStatus' | 'postUpdate' | 'postNote' | 'takeHint' | 'resolve';

export const incidentDeciders: Deciders<IncidentCommand> = {
  acknowledge(turn, { data: { alertId }, actor }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const card = turn.state.alerts.find((alert) => alert.alertId === alertId);
    if (card?.state !== 'firing') return { code: 'unknown_alert', detail: alertId };
    const { alert, severity, summary, slo, burnRate } = card;
    const known = { ...(slo === null ? {} : { slo }), ...(burnRate === null ? {} : { burnRate }) };
    emit(turn, { type: 'alertStateChanged', data: { alertId, alert, severity, state: 'acknowledged', summary, ...known, by: actor.name } });
    if (severity !== 'info') reachOnce(turn, 'acknowledged');
    return null;
  },
  declare(turn, { data }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const { severity, title, impact, reason } = data;
    const more = { ...(impact === undefined ? {} : { impact }), ...(reason === undefined ? {} : { reason }) };
    emit(turn, { type: 'incidentDeclared', data: { severity, title, ...more } });
    reachOnce(turn, 'declared');
    return null;
  },
  setStatus(turn, { data }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    if (turn.state.resolve) return { code: 'already_resolved' };
    if (turn.state.status === data.status) return null;
    emit(turn, { type: 'statusChanged', data });
    if (data.status !== 'investigating') reachOnce(turn, data.status);
    return null;
  },
  postUpdate(turn, { data }) {
    const refused = onlyIn(turn, ['live']);
    if (!refused) emit(turn, { type: 'updatePosted', data });
    return refused;
  },
  postNote(turn, { data }) {
    const refused = onlyIn(turn, ['baseline', 'live', 'paused']);
    if (!refused) emit(turn, { type: 'notePosted', data });
    return refused;
  },
  takeHint(turn, { data: { tier } }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const { plan, hintsTaken } = turn.state;
    const hint = plan.hints?.[hintsTaken.length];
    if (!hint || tier !== hintsTaken.length + 1) return { code: 'no_such_hint', detail: `hint ${tier}` };
    emit(turn, { type: 'hintTaken', data: { tier, ...hint } });
    return null;
  },
  resolve(turn, { data }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    if (turn.state.resolve) return { code: 'already_resolved' };
    emit(turn, { type: 'resolveRequested', data });
    reach(turn, 'resolved');
    return null;
  },
};
