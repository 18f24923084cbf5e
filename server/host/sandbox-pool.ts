/**
 * The one warm sandbox. It serves one drill and is discarded; the next one is built at once, so that somebody can always start.
 */
import { randomBytes } from 'node:crypto';
import type { SandboxView } from '../../core/protocol/messages.ts';
import type { ComponentHealth, LedgerSecond } from '../../core/sandbox/messages.ts';
import type { ProgressStep, Sandbox, SandboxFactory } from '../ports/sandbox.ts';
import { SandboxError } from '../ports/sandbox.ts';
import type { Telemetry } from '../ports/telemetry.ts';

export interface SandboxPoolParts {
  factory: SandboxFactory;
  telemetry: Telemetry;
  ratePerSecond: number;
  seed: number;
  log: (line: string) => void;
  onProgress: (step: ProgressStep) => void;
  onChange: () => void;
  onLedger: (second: LedgerSecond) => void;
  /** The sandbox broke while a drill used it. */
  onFailed: (message: string) => void;
  /** Pause before a build that failed is tried again, growing with each failure. Default 5 s. */
  retryMs?: number;
}

type ComponentView = SandboxView['components'][number];

/** Failures in a row after which a person has to look. */
const maxFailures = 3;
const defaultRetryMs = 5_000;

export class SandboxPool {
  readonly #parts: SandboxPoolParts;
  #state: SandboxView['state'] = 'none';
  #message = 'No sandbox yet.';
  #sandbox: Sandbox | null = null;
  #token: string | null = null;
  #components = new Map<string, ComponentView>();
  #load: SandboxView['load'] = null;
  #failures = 0;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: SandboxPoolParts) {
    this.#parts = parts;
  }

  view(): SandboxView {
    return {
      sandboxId: this.#sandbox?.sandboxId ?? null,
      state: this.#state,
      message: this.#message,
      components: [...this.#components.values()],
      load: this.#load,
    };
  }

  /** Parts that are not up at this moment. */
  get down(): string[] {
    return [...this.#components.values()].filter(({ state }) => state !== 'up').map(({ component }) => component);
  }

  telemetryToken(): string | null {
    return this.#token;
  }

  /** Where users reach the shop that stands, on loopback. */
  usersPort(): number | null {
    return this.#sandbox?.usersPort ?? null;
  }

  /** Builds a sandbox; resolves when it is ready or has failed (see `view`). */
  async prepare(): Promise<void> {
    const { telemetry, factory, ratePerSecond, seed } = this.#parts;
    this.#components = new Map();
    this.#load = null;
    const token = randomBytes(12).toString('hex');
    this.#token = token;
    this.#set('starting', 'The sandbox is starting.');
    try {
      await telemetry.open(token);
      this.#sandbox = await factory.build({
        telemetryToken: token,
        ratePerSecond,
        seed,
        onProgress: (step) => this.#noteProgress(step),
        onLedger: (second) => this.#noteLedger(second),
        onHealth: (components) => this.#noteHealth(components),
        onFailed: (reason, lastLines) => void this.#broke(reason, lastLines),
      });
      if (this.#failures > 0) this.#parts.log('sandbox: up, at last');
      this.#failures = 0;
      this.#set('ready', 'The shop is up and under load.');
    } catch (error) {
      this.#token = null;
      await telemetry.close(token);
      this.#couldNotBuild(error as Error);
    }
  }

  /** The ready sandbox, which is then busy; null when there is none. */
  take(): Sandbox | null {
    if (this.#state !== 'ready' || !this.#sandbox) return null;
    this.#set('busy', 'A drill is running in this sandbox.');
    return this.#sandbox;
  }

  /** Ends the used sandbox and builds the next. */
  async discard(): Promise<void> {
    const used = this.#sandbox;
    const token = this.#token;
    this.#sandbox = null;
    this.#token = null;
    this.#set('stopping', 'The used sandbox is being taken down.');
    await used?.stop();
    if (token) await this.#parts.telemetry.close(token);
    if (!this.#stopped) await this.prepare();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#sandbox?.stop();
  }

  #set(state: SandboxView['state'], message: string): void {
    this.#state = state;
    this.#message = message;
    this.#parts.onChange();
  }

  #couldNotBuild(error: Error): void {
    if (this.#stopped) return;
    this.#failures += 1;
    this.#tell(`sandbox: ${error.message}`, error instanceof SandboxError ? error.lastLines : []);
    if (this.#failures >= maxFailures) return this.#set('failed', error.message);
    const pauseMs = (this.#parts.retryMs ?? defaultRetryMs) * this.#failures;
    this.#set('failed', `${error.message} It is tried again in ${Math.ceil(pauseMs / 1000)} s.`);
    this.#retry = setTimeout(() => void this.prepare(), pauseMs);
    this.#retry.unref();
  }

  #tell(line: string, lastLines: readonly string[]): void {
    this.#parts.log([line, ...lastLines.map((said) => `  ${said}`)].join('\n'));
  }

  /** It died under us: whoever plays is told (the drill's end discards it), an idle one is replaced unless that keeps failing. */
  async #broke(reason: string, lastLines: readonly string[]): Promise<void> {
    if (this.#stopped || this.#state === 'stopping') return;
    const wasBusy = this.#state === 'busy';
    this.#failures += 1;
    this.#tell(`sandbox failed: ${reason}`, lastLines);
    this.#set('failed', reason);
    if (wasBusy) this.#parts.onFailed(reason);
    else if (this.#failures < maxFailures) await this.discard();
  }

  #noteProgress(step: ProgressStep): void {
    const known = this.#components.get(step.component);
    this.#components.set(step.component, {
      component: step.component,
      kind: known?.kind ?? '',
      state: step.state === 'ready' ? 'up' : step.state,
      version: known?.version ?? null,
      tookMs: step.state === 'starting' ? null : step.tookMs,
      restarts: known?.restarts ?? 0,
    });
    this.#parts.onProgress(step);
    this.#parts.onChange();
  }

  #noteHealth(health: readonly ComponentHealth[]): void {
    this.#components = new Map(
      health.map(({ component, kind, state, version, restarts }) => [
        component,
        { component, kind, state, version: version ?? null, tookMs: this.#components.get(component)?.tookMs ?? null, restarts },
      ]),
    );
    this.#parts.onChange();
  }

  #noteLedger(second: LedgerSecond): void {
    this.#load = { askedPerSecond: second.asked, sentPerSecond: second.sent };
    this.#parts.onLedger(second);
  }
}
