/** The closed list of refusals a client can get, each with what to do about it. One mapper per edge turns these into HTTP and acks. */
export const errorCodes = {
  bad_message: 'The message does not have the expected shape; see the field named in detail.',
  not_found: 'There is nothing under this address; check the id.',
  unauthorized: 'Send the player token you got when joining, or the facilitator key from the terminal.',
  forbidden: 'This needs the facilitator key that is printed on the terminal.',
  drill_running: 'Another drill is live in this sandbox; wait for its end or end it first.',
  sandbox_not_ready: 'The sandbox is still starting; wait until /readyz answers 200.',
  wrong_phase: 'The drill is not in a phase in which this can be done.',
  unknown_scenario: 'No scenario has this id; list them at /api/v1/scenarios.',
  unknown_control: 'This stack has no such control on this target; see the actions of the drill view.',
  bad_parameter: 'A parameter of the control is missing or out of range; see detail.',
  change_in_flight: 'One change is already under way on this service; wait until it has landed.',
  unknown_alert: 'No such alert, or it is not firing.',
  unknown_inject: 'No such inject, or it has been fired or skipped already.',
  already_resolved: 'The incident is already being verified or has ended.',
  store_unavailable: 'The event store does not answer; nothing was done. Try again.',
  too_large: 'The message is larger than 64 KiB.',
  internal: 'Something broke on our side; the server log has the details.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Answer to every command. */
export type Ack = { ok: true; seq: number } | { ok: false; code: ErrorCode; message: string; detail?: string };

export function refusal(code: ErrorCode, detail?: string): Extract<Ack, { ok: false }> {
  return detail === undefined ? { ok: false, code, message: errorCodes[code] } : { ok: false, code, message: errorCodes[code], detail };
}
