import type { LoadBoot } from './boot.ts';
import type { Random } from './random.ts';

/** Whose request it is, as the shop can see it. */
export interface Caller {
  /** Of the API that this client was built for. */
  prefix: string;
  headers: Record<string, string>;
}

/** Decides which client asks. Shares are taken relative to their sum; where there are no clients nobody says who they are. */
export function chooseCaller(clients: LoadBoot['clients'], random: Random): Caller {
  const entries = Object.entries(clients);
  let left = random() * entries.reduce((sum, [, { share }]) => sum + share, 0);
  for (const [id, { share, prefix }] of entries) {
    left -= share;
    if (left < 0) return { prefix, headers: { 'x-client-id': id } };
  }
  return { prefix: '', headers: {} };
}
