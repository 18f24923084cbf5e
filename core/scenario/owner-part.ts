/** Whether a scenario has a part for an owner: every owner of the stack can be paged, and stands in every plan. */
import type { Truth } from './plan.ts';

type Owner = Truth['owners'][number];

const fruitlessReply = 'We looked: nothing wrong on our side.';
/** How long they took to say so; the rules of a drill let them look for a minute. */
const fruitlessReplyMs = 20_000;

/** Of whom the scenario says nothing. Part of every plan, and so of its hash. */
export function ownerWithoutPart(owner: string): Owner {
  return { owner, reply: fruitlessReply, endsFault: null, afterMs: fruitlessReplyMs };
}

/**
 * The reply tells, since nothing else does: a field of its own would change the hash of every plan, which is the key of its proof, and be missing
 * in plans beside older logs.
 */
export function hasPart({ reply, endsFault }: Owner): boolean {
  return endsFault !== null || reply !== fruitlessReply;
}
