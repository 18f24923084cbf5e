/** What an owner says whom a scenario has no part for: every owner of the stack can be paged. */
export const fruitlessReply = 'We looked: nothing wrong on our side.';
