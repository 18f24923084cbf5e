/** An outside system to its supervisor over IPC, once a second: what stands in its own books. */
export interface BooksMessage {
  type: 'books';
  /** Orders charged more than once since it began. */
  ordersTwice: number;
}
