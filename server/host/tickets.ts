/** Customer tickets, drawn from requests that really failed; at most one in a while, as a support desk would forward them. */
import type { CommandData } from '../../core/drill/commands.ts';
import type { LedgerFailure } from '../../core/sandbox/messages.ts';
import type { JourneyStep } from '../../core/stack/schema.ts';

type Ticket = CommandData['postTicket'];

const everyMs = 20_000;

const complaint: Record<JourneyStep, string> = {
  browse: 'The shop pages do not load for me',
  product: 'A product page does not open',
  search: 'Search gives me an error',
  addToCart: 'I cannot put anything into my basket',
  checkout: 'My order did not go through',
  orderStatus: 'I cannot see my order any more',
};

export interface TicketDesk {
  /** A ticket for one of the failures, or null when it is too soon for another. */
  draw(failures: readonly LedgerFailure[], gameMs: number): Ticket | null;
}

export function createTicketDesk(): TicketDesk {
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    draw(failures, gameMs) {
      const failure = failures[0];
      if (!failure || gameMs - lastMs < everyMs) return null;
      lastMs = gameMs;
      const { traceId, orderId } = failure;
      return { text: complain(failure), traceId, ...(orderId ? { orderId } : {}) };
    },
  };
}

function complain({ step, status, orderId }: LedgerFailure): string {
  // The ledger reports an order that was accepted and never shipped as one whose status page answers well.
  if (step === 'orderStatus' && status < 400) return `I was told my order would ship at once, and nothing happens (order ${orderId}).`;
  const answer = status === 0 ? 'no answer came' : `the page said ${status}`;
  return `${complaint[step]} (${orderId ? `${answer}, order ${orderId}` : answer}).`;
}
