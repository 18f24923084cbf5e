import { shareOf } from '../../kit/random.ts';

/** Whether this request is among the share to be refused; decided by its id alone, so that no kind of customer is preferred. */
export function isShed(requestId: string, fraction: number): boolean {
  return fraction > 0 && shareOf(`shed ${requestId}`) < fraction;
}
