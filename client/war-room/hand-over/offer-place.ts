/** Where the answer is given; the first offer, where there are several. */
export const offerPlaceId = 'seat-offer';

/** Brings somebody to the answer. False when nothing is offered to them. */
export function goToOffer(): boolean {
  const answer = document.querySelector<HTMLElement>(`#${offerPlaceId} button`);
  answer?.focus();
  return answer !== null;
}
