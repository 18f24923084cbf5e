/**
 * Ids of commands by what they ask. While no answer came, sending the same again is the same command, so that a lost
 * acknowledgement cannot make one act two; after an answer, the same words are a new act.
 */
export interface CommandIds {
  /** Id under which this content is sent now. */
  of(content: string): string;
  /** An answer came, yes or no. */
  answered(content: string): void;
}

/** Longer than any outage that somebody waits for; after it, the same words are meant anew. */
const keptMs = 10 * 60_000;

export function createCommandIds({ make, now }: { make: () => string; now: () => number }): CommandIds {
  const open = new Map<string, { id: string; atMs: number }>();
  return {
    of(content) {
      const known = open.get(content);
      if (known && now() - known.atMs < keptMs) return known.id;
      const id = make();
      open.set(content, { id, atMs: now() });
      return id;
    },
    answered: (content) => void open.delete(content),
  };
}

/** Of this page. */
const commandIds = createCommandIds({ make: freshId, now: () => performance.now() });

/** Unlike any other, and without a time in it. `randomUUID` exists in secure contexts only; in a LAN the house is plain HTTP. */
export function freshId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36).padStart(7, '0')).join('');
}

/** Sends `command` with its id; the id is kept until something other than silence came back. */
export async function sendOnce<C extends object, A extends { ok: boolean; code?: string }>(
  command: C,
  deliver: (withId: C & { commandId: string }) => Promise<A>,
): Promise<A> {
  const content = JSON.stringify(command);
  const answer = await deliver({ ...command, commandId: commandIds.of(content) });
  if (answer.ok || answer.code !== 'no_answer') commandIds.answered(content);
  return answer;
}
