/** What the host says has truly happened outside. */
import type { CommandData } from '../commands.ts';
import type { EffectPurpose } from '../effect-purpose.ts';
import { landControl, logControlChange } from '../rules/controls.ts';
import { endDrill } from '../rules/ending.ts';
import { injectionFailed } from '../rules/faults.ts';
import { endProbe } from '../rules/probes.ts';
import { settleRequest } from '../rules/requests.ts';
import { nextMessageId } from '../rules/script.ts';
import type { ControlState } from '../state.ts';
import { emit, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { beforeTheEnd, onlyIn } from './phase-guard.ts';

type Report = CommandData['reportEffect'];

export const reportDeciders: Deciders<'reportEffect' | 'reportFailure' | 'postTicket'> = {
  reportEffect(turn, { data }) {
    const purpose = turn.state.effects[data.effectId];
    if (purpose) settle(turn, purpose, data);
    else if (!wasAskedFor(turn, data.effectId)) return { code: 'not_found', detail: `no event asked for the effect ${data.effectId}` };
    return null;
  },
  reportFailure(turn, { data: { reason } }) {
    const refused = onlyIn(turn, beforeTheEnd);
    if (!refused) endDrill(turn, 'invalid', reason);
    return refused;
  },
  postTicket(turn, { data }) {
    const refused = onlyIn(turn, ['live']);
    if (!refused) {
      emit(turn, { type: 'messagePosted', data: { messageId: nextMessageId(turn), channel: 'ticket', from: 'Customer', ...data } });
    }
    return refused;
  },
};

type Settling = { [K in EffectPurpose['kind']]: (turn: Turn, purpose: EffectPurpose & { kind: K }, report: Report) => void };

const settling: Settling = {
  fault(turn, { faultId, attempt }, { ok, did, tookMs, message }) {
    const fault = turn.state.faults[faultId];
    if (!fault || fault.attempt !== attempt || fault.endedBy !== null) return;
    if (!ok) return injectionFailed(turn, fault, message);
    emit(turn, { type: 'faultApplied', causeSeq: fault.requestedSeq, data: { faultId, attempt, did, tookMs } });
  },
  control(turn, { controlId }, { ok, did, tookMs, message }) {
    const control = controlOf(turn, controlId);
    if (ok) return landControl(turn, control, { did, tookMs });
    emit(turn, { type: 'controlFailed', causeSeq: control.lastSeq, data: { controlId, message } });
  },
  undoControl(turn, { controlId }, report) {
    const control = controlOf(turn, controlId);
    if (isOutOfHand(report)) return outOfHand(turn, report.message);
    logControlChange(turn, control, { causeSeq: control.lastSeq, undone: true });
  },
  request(turn, { requestId }, { ok, did, tookMs, message }) {
    settleRequest(turn, requestId, ok ? { did, tookMs } : { message });
  },
  probe(turn, { probe }, { ok, message }) {
    // A replay that is on ends by its own time.
    if (turn.state.probe?.probe === probe && (!ok || probe === 'restart')) endProbe(turn, { ok, message });
  },
  list(turn, _purpose, report) {
    if (isOutOfHand(report)) outOfHand(turn, report.message);
  },
  undoAll(turn, _purpose, { ok, did, message }) {
    for (const { faultId, endedBy, appliedAtMs } of Object.values(turn.state.faults)) {
      if (ok && endedBy === null && appliedAtMs !== null) emit(turn, { type: 'faultEnded', data: { faultId, by: 'end' } });
    }
    // A failed undo reports what is left; when it could not even look, the reason stands in.
    const left = did.length > 0 ? did : [message];
    emit(turn, { type: 'undoCompleted', data: { ok, remaining: ok ? [] : left } });
  },
};

function settle<K extends EffectPurpose['kind']>(turn: Turn, purpose: EffectPurpose & { kind: K }, report: Report): void {
  settling[purpose.kind](turn, purpose, report);
}

/** An instance that was started as the list says and cannot reach what is struck is no defect of the sandbox: it serves when it can. */
function isOutOfHand({ ok, code }: Report): boolean {
  return !ok && code !== 'not_ready';
}

/** A sandbox that is not what the log says measures nothing; that is never the pod's fault. */
function outOfHand(turn: Turn, message: string): void {
  endDrill(turn, 'invalid', `The sandbox could not be brought to its desired state: ${message}`);
}

/** Reported before, or overtaken by the end of the drill. */
function wasAskedFor({ state }: Turn, effectId: string): boolean {
  const seq = /^e(\d+)$/.exec(effectId)?.[1];
  return seq !== undefined && Number(seq) <= state.seq;
}

function controlOf({ state }: Turn, id: string): ControlState {
  const control = state.controls.find(({ controlId }) => controlId === id);
  if (!control) throw new Error(`the effect is for control ${id}, which was never requested`);
  return control;
}
