/** What the duty manager writes to who plays alone. It asks and never tells: of the shop it knows nothing. */
import type { NudgeAbout } from '../nudge-state.ts';

export const dutyManager = 'Duty manager';

export const nudgeWords: Record<NudgeAbout, string> = {
  acknowledge: 'A page rings and nobody has taken it. Acknowledge it (a), then look at what users feel.',
  declare: 'How bad is it for users? Declare it with a severity (d); a guess is enough, you can change it when you know more.',
  suspect:
    'What do you suspect? Write it on the board (y), also if you are not sure. What looks unlike usual, and what was changed just before (g c)?',
  quiet:
    'I have not heard from you for a while. Where do you stand? If users are well again, resolve (r). If you are stuck, a hint says its price first (h).',
};
