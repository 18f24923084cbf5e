import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { BooksMessage } from '../process/books.ts';
import type { Program } from './program.ts';

/** What the outside systems have told of their own books. The ledger of the users cannot see it: who is charged twice was served well. */
export class ExternalBooks {
  /** Orders charged more than once, by program. */
  private readonly ordersTwice = new Map<string, number>();

  listenTo(name: string, program: Pick<Program, 'onMessage'>): void {
    program.onMessage((message) => {
      const { type, ordersTwice } = message as BooksMessage;
      if (type === 'books') this.ordersTwice.set(name, ordersTwice);
    });
  }

  /** The second with what stands in the books now; as it is when none has told. */
  addTo(second: LedgerSecond): LedgerSecond {
    if (this.ordersTwice.size === 0) return second;
    return { ...second, ordersTwice: [...this.ordersTwice.values()].reduce((sum, orders) => sum + orders, 0) };
  }
}
