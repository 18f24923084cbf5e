/** Characters of one message or note of the channel, as JavaScript counts them. */
export const messageLength = 2000;
