import type { Sandbox } from '../ports/sandbox.ts';

export interface Lease {
  sandbox: Sandbox;
  /** From here on the sandbox is the next one's: what the former still asks for is answered, and not done. */
  end(): void;
}

/**
 * The sandbox for one run among several, which ends its drill without undoing anything: what the next one goes on from is brought about
 * by whoever lets them play.
 */
export function leaseOf(sandbox: Sandbox): Lease {
  let ended = false;
  const nothing = { tookMs: 0, did: [] };
  return {
    sandbox: {
      sandboxId: sandbox.sandboxId,
      telemetryToken: sandbox.telemetryToken,
      reconcile: async (operations) => (ended ? nothing : sandbox.reconcile(operations)),
      perform: async (action) => (ended ? nothing : sandbox.perform(action)),
      restore: async () => nothing,
      diff: async () => [],
      inspect: (query) => sandbox.inspect(query),
      panel: (query) => sandbox.panel(query),
      profile: (wish) => sandbox.profile(wish),
      stop: async () => {},
    },
    end() {
      ended = true;
    },
  };
}
