/** One mapper from refusal codes to HTTP. */
import type { Response } from 'express';
import { type Ack, type ErrorCode, refusal } from '../../core/protocol/errors.ts';

const statusByCode: Record<ErrorCode, number> = {
  bad_message: 400,
  bad_parameter: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  unknown_scenario: 404,
  unknown_shift: 404,
  shift_over: 409,
  unknown_control: 404,
  unknown_alert: 404,
  unknown_inject: 404,
  unknown_fault: 404,
  unknown_request: 404,
  budget_spent: 409,
  commander_only: 403,
  not_your_desk: 403,
  already_done: 409,
  unknown_code: 404,
  unknown_hypothesis: 404,
  hypothesis_cycle: 409,
  unknown_task: 404,
  unknown_component: 400,
  observer_only: 403,
  role_forbids: 403,
  not_yours: 403,
  unknown_offer: 404,
  not_declared: 409,
  unknown_line: 404,
  drill_running: 409,
  seat_taken: 409,
  pod_full: 409,
  wrong_phase: 409,
  confirm_needed: 409,
  not_allowed: 409,
  not_applicable: 409,
  no_such_hint: 409,
  change_in_flight: 409,
  profile_running: 409,
  already_resolved: 409,
  already_submitted: 409,
  diagnosis_first: 409,
  played_again: 409,
  edit_conflict: 409,
  unknown_prompt: 404,
  too_large: 413,
  too_many_tries: 429,
  too_fast: 429,
  internal: 500,
  sandbox_not_ready: 503,
  no_answer: 503,
  store_unavailable: 503,
};

export function refuse(response: Response, code: ErrorCode, detail?: string): void {
  answerAck(response, refusal(code, detail));
}

export function answerAck(response: Response, ack: Ack): void {
  response.status(ack.ok ? 200 : statusByCode[ack.code]).json(ack);
}
