/** The closed list of refusals a client can get, each with what to do about it. One mapper per edge turns these into HTTP and acks. */
export const errorCodes = {
  bad_message: 'The message does not have the expected shape; see the field named in detail.',
  not_found: 'There is nothing under this address; check the id.',
  unauthorized: 'Send the player token you got when joining, or the facilitator key from the terminal.',
  forbidden: 'This needs the facilitator key that is printed on the terminal.',
  drill_running: 'Another drill is live in this sandbox; wait for its end or end it first.',
  sandbox_not_ready: 'The sandbox is still starting; wait until /readyz answers 200.',
  unknown_code: 'No open drill has this join code; check its six characters with whoever opened it.',
  too_many_tries: 'Too many wrong tries from this address; wait a minute, then try again.',
  too_fast: 'Too much at once; wait a moment, then send it again.',
  pod_full: 'This drill has as many players as it can take; watch with someone who is in it.',
  seat_taken: 'Someone else has this seat; choose another, or ask them to change first.',
  observer_only: 'An observer only watches; take another seat to act.',
  role_forbids: 'Another seat of the pod does this; ask who sits there, or have the seat handed over to you.',
  not_declared: 'No incident has been declared yet: declare it, with its severity.',
  unknown_line: 'There is no such line in the channel.',
  not_yours: 'Only who wrote it puts it into other words; answer with a message of your own.',
  unknown_offer: 'That offer of a seat does not stand: it was answered, taken back or has lapsed, or it was made to somebody else.',
  unknown_hypothesis: 'There is no such hypothesis on the board.',
  hypothesis_cycle:
    'A hypothesis cannot explain itself, not by way of others either; choose another one, or take the other link off first.',
  unknown_task: 'There is no such open task; it may have been closed meanwhile. See the list of tasks.',
  unknown_component: 'The stack has no such component, or no such link on its map; see detail, and choose one of those that are listed.',
  wrong_phase: 'The drill is not in a phase in which this can be done.',
  unknown_scenario: 'No scenario has this id; list them at /api/v1/scenarios.',
  unknown_shift: 'No shift has this id; list them at /api/v1/shifts.',
  shift_over: 'This shift is over; its report is on its page.',
  unknown_control: 'This stack has no such control on this target; see the actions of the drill view.',
  bad_parameter: 'A parameter is missing or out of range; see detail.',
  confirm_needed: 'This reaches everybody or cannot be taken back: send it again with confirm set to the name of its target.',
  not_allowed: 'The house does not allow this; see detail for who says so and what they suggest.',
  not_applicable: 'There is nothing to do for this control as things stand; see detail.',
  change_in_flight: 'One change is already under way on this service; wait until it has landed.',
  no_answer: 'What was asked in the sandbox gives no answer at this moment, or not in time; ask again.',
  profile_running: 'A profile is being taken already: one at a time of an instance, two in all. Wait until it is done.',
  unknown_alert: 'No such alert, or it is not firing.',
  no_such_hint: 'That hint is not the next one: it has been taken, or there is none left. Look at the channel.',
  unknown_inject: 'No such inject, or it has been fired or skipped already.',
  unknown_fault: 'There is no such fault, target or running fault here; see detail.',
  unknown_request: 'There is no such change request here; see the requests of the drill view.',
  budget_spent: 'An error budget is below the line of the release policy: the commander records an exception with its reason first.',
  not_your_desk: 'The desk is split: this is on the desk of another seat; ask who sits there what they see.',
  commander_only: 'This is for the commander of the incident to say; take that seat, or ask who sits there.',
  already_done: 'The same has just been done, perhaps from another desk; nothing was done twice.',
  diagnosis_first: 'The truth opens once you have said what it was; or skip that, and it opens at once.',
  played_again: 'The same incident is being played again; its truth is closed until that has ended.',
  already_submitted: 'Your diagnosis is in and locked; the truth stands beside it.',
  unknown_prompt: 'The post-mortem has no such prompt; reload it.',
  edit_conflict: 'Somebody changed this text since you read it; nothing was overwritten. Compare both, then save again.',
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
