/**
 * The one warm sandbox. It serves one drill and is discarded; the next one is built at once, so that somebody can always start.
 */
import { randomBytes } from 'node:crypto';
import type { SandboxView } from '../../core/protocol/messages.ts';
import type { ComponentHealth, LedgerSecond } from '../../core/sandbox/messages.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProgressStep, Sandbox, SandboxFactory } from '../ports/sandbox.ts';
import { SandboxError } from '../ports/sandbox.ts';
import type { Telemetry } from '../ports/telemetry.ts';

export interface SandboxPoolParts {
  factory: SandboxFactory;
  telemetry: Telemetry;
  clock: Clock;
  ratePerSecond: number;
  seed: number;
  log: (line: string) => void;
  onProgress: (step: ProgressStep) => void;
  onChange: () => void;
  onLedger: (second: LedgerSecond) => void;
  /** The sandbox broke while in use or waiting. */
  onFailed: (message: string) => void;
}

export interface SandboxPool {
  /** Builds the first sandbox; resolves when it is ready or has failed. */
  prepare(): Promise<void>;
  view(): SandboxView;
  telemetryToken(): string | null;
  /** The ready sandbox, which is then busy; null when there is none. */
  take(): Sandbox | null;
  /** Ends the used sandbox and builds the next. */
  discard(): Promise<void>;
  stop(): Promise<void>;
}

type ComponentView = SandboxView['components'][number];

/** Attempts at building before waiting for a person. */
const maxFailures = 3;

export function createSandboxPool(parts: SandboxPoolParts): SandboxPool {
  let state: SandboxView['state'] = 'none';
  let message = 'No sandbox yet.';
  let sandbox: Sandbox | null = null;
  let token: string | null = null;
  let components = new Map<string, ComponentView>();
  let load: SandboxView['load'] = null;
  let failures = 0;
  let stopped = false;

  const set = (next: SandboxView['state'], text: string): void => {
    state = next;
    message = text;
    parts.onChange();
  };

  const noteProgress = (step: ProgressStep): void => {
    const kind = components.get(step.component)?.kind ?? '';
    components.set(step.component, {
      component: step.component,
      kind,
      state: step.state === 'ready' ? 'up' : step.state,
      version: components.get(step.component)?.version ?? null,
      tookMs: step.state === 'starting' ? null : step.tookMs,
      restarts: 0,
    });
    parts.onProgress(step);
    parts.onChange();
  };

  const noteHealth = (health: readonly ComponentHealth[]): void => {
    components = new Map(
      health.map((entry) => [
        entry.component,
        {
          component: entry.component,
          kind: entry.kind,
          state: entry.state,
          version: entry.version ?? null,
          tookMs: components.get(entry.component)?.tookMs ?? null,
          restarts: entry.restarts,
        },
      ]),
    );
    parts.onChange();
  };

  const build = async (): Promise<void> => {
    components = new Map();
    load = null;
    token = randomBytes(12).toString('hex');
    set('starting', 'The sandbox is starting.');
    try {
      await parts.telemetry.open(token);
      sandbox = await parts.factory.build({
        telemetryToken: token,
        ratePerSecond: parts.ratePerSecond,
        seed: parts.seed,
        onProgress: noteProgress,
        onLedger(second) {
          load = { askedPerSecond: second.asked, sentPerSecond: second.sent };
          parts.onLedger(second);
        },
        onHealth: noteHealth,
        onFailed: (reason) => void broke(reason),
      });
      failures = 0;
      set('ready', 'The shop is up and under load.');
    } catch (error) {
      failed(error as Error);
    }
  };

  const failed = (error: Error): void => {
    failures += 1;
    const lines = error instanceof SandboxError ? error.lastLines : [];
    parts.log([`sandbox: ${error.message}`, ...lines.map((line) => `  ${line}`)].join('\n'));
    set('failed', error.message);
  };

  /** It died under us: whoever plays is told, and a new one is built unless that keeps failing. */
  const broke = async (reason: string): Promise<void> => {
    if (stopped || state === 'stopping') return;
    failures += 1;
    parts.log(`sandbox failed: ${reason}`);
    const wasBusy = state === 'busy';
    set('failed', reason);
    parts.onFailed(reason);
    if (!wasBusy && failures < maxFailures) await rebuild();
  };

  const rebuild = async (): Promise<void> => {
    const old = sandbox;
    const oldToken = token;
    sandbox = null;
    token = null;
    set('stopping', 'The used sandbox is being taken down.');
    await old?.stop();
    if (oldToken) await parts.telemetry.close(oldToken);
    if (!stopped) await build();
  };

  return {
    prepare: build,
    view: () => ({ sandboxId: sandbox?.sandboxId ?? null, state, message, components: [...components.values()], load }),
    telemetryToken: () => token,
    take() {
      if (state !== 'ready' || !sandbox) return null;
      set('busy', 'A drill is running in this sandbox.');
      return sandbox;
    },
    discard: rebuild,
    async stop() {
      stopped = true;
      await sandbox?.stop();
    },
  };
}
