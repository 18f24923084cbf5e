/** Runs one effect against the sandbox and says what truly happened. Never throws: a failure is a report. */
import type { CommandData } from '../../core/drill/commands.ts';
import type { Effect } from '../../core/drill/effects.ts';
import type { Clock } from '../ports/clock.ts';
import type { Sandbox } from '../ports/sandbox.ts';

export type EffectReport = CommandData['reportEffect'];

const undoAttempts = 5;
const undoRetryMs = 1000;

export async function runEffect(effect: Effect, sandbox: Sandbox, clock: Clock): Promise<EffectReport> {
  const started = clock.monotonicMs();
  const report = (ok: boolean, did: string[], message = ''): EffectReport => ({
    effectId: effect.effectId,
    ok,
    did,
    tookMs: Math.round(clock.monotonicMs() - started),
    message,
  });
  try {
    switch (effect.type) {
      case 'reconcile':
        return report(true, (await sandbox.reconcile(effect.operations)).did);
      case 'perform':
        return report(true, (await sandbox.perform(effect.action)).did);
      case 'undoAll': {
        const remaining = await undoAll(sandbox, clock);
        return report(remaining.length === 0, remaining, remaining.length === 0 ? '' : 'something was left behind');
      }
    }
  } catch (error) {
    return report(false, [], (error as Error).message);
  }
}

/** Takes every operation off and looks until nothing differs from pristine; a service that is just restarting gets a moment. */
async function undoAll(sandbox: Sandbox, clock: Clock): Promise<string[]> {
  let remaining: string[] = [];
  for (let attempt = 1; attempt <= undoAttempts; attempt++) {
    try {
      await sandbox.reconcile([]);
      remaining = await sandbox.diff();
      if (remaining.length === 0) return [];
    } catch (error) {
      remaining = [`undo failed: ${(error as Error).message}`];
    }
    await new Promise<void>((resolve) => clock.after(undoRetryMs, resolve));
  }
  return remaining;
}
