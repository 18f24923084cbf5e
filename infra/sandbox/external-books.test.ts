import { expect, test } from 'vitest';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import { ExternalBooks } from './external-books.ts';

const second = { epochSecond: 1, ordersOwed: 0 } as LedgerSecond;

/** A program that says what the test wants. */
function speaker(books: ExternalBooks, name: string): (message: unknown) => void {
  let say: (message: unknown) => void = () => {};
  books.listenTo(name, {
    onMessage: (listener) => {
      say = listener;
    },
  });
  return (message) => say(message);
}

test('a second has what the books hold now, and nothing of them while nobody has told', () => {
  const books = new ExternalBooks();
  const psp = speaker(books, 'psp');
  psp({ type: 'ready' });
  expect(books.addTo(second)).toEqual(second);
  psp({ type: 'books', ordersTwice: 0 });
  expect(books.addTo(second)).toEqual({ ...second, ordersTwice: 0 });
  psp({ type: 'books', ordersTwice: 2 });
  expect(books.addTo(second).ordersTwice).toBe(2);
});

test('the books of several programs are added up', () => {
  const books = new ExternalBooks();
  speaker(books, 'psp')({ type: 'books', ordersTwice: 2 });
  speaker(books, 'bank')({ type: 'books', ordersTwice: 3 });
  expect(books.addTo(second).ordersTwice).toBe(5);
});
