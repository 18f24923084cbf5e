import { wordsOf } from '../../state/api.ts';
import { type SendableCommand, send } from '../../state/socket.ts';
import { notify } from '../../state/store.ts';

/** An answer that is given by a key or by name; a refusal is told. */
export async function sayOffer(command: SendableCommand): Promise<void> {
  const sent = await send(command);
  notify(sent.ok ? null : wordsOf(sent));
}

/** Where the answer is given; the first offer, where there are several. */
export const offerPlaceId = 'seat-offer';

/** Brings somebody to the answer. False when nothing is offered to them. */
export function goToOffer(): boolean {
  const answer = document.querySelector<HTMLElement>(`#${offerPlaceId} button`);
  answer?.focus();
  return answer !== null;
}
