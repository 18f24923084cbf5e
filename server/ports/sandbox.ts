import type { ProfileWish, TakenProfile } from '../../core/profile/taken.ts';
import type { Panel, PanelQuery } from '../../core/protocol/panels.ts';
import type { LiveChoice, LiveQuery } from '../../core/sandbox/live.ts';
import type { ComponentHealth, LedgerSecond, Receipt, SandboxErrorCode } from '../../core/sandbox/messages.ts';
import type { ActiveOperation, SandboxAction } from '../../core/sandbox/operations.ts';

export interface SandboxOptions {
  /** Path part under which this sandbox's telemetry will be accepted; known to the collector before the build begins. */
  telemetryToken: string;
  ratePerSecond: number;
  seed: number;
  onProgress: (step: ProgressStep) => void;
  onLedger: (second: LedgerSecond) => void;
  onHealth: (components: ComponentHealth[]) => void;
  /** The sandbox broke after it was ready; it will not recover by itself. */
  onFailed: (message: string, lastLines: readonly string[]) => void;
}

export interface ProgressStep {
  component: string;
  state: 'starting' | 'ready' | 'failed';
  tookMs: number;
  detail?: string;
}

/** Builds sandboxes. */
export interface SandboxFactory {
  /** Resolves when healthy and under load. @throws SandboxError with the component and its last log lines. */
  build(options: SandboxOptions): Promise<Sandbox>;
}

/** One running copy of a stack. All operations are real. */
export interface Sandbox {
  readonly sandboxId: string;
  /** Names this sandbox's telemetry. */
  readonly telemetryToken: string;
  /** Where its users reach it, on loopback; left out where nobody can be sent there. */
  readonly usersPort?: number;
  /** It broke after it was ready, as `onFailed` told: nothing can be taken off it any more, it can only be ended. */
  readonly hasFailed?: boolean;
  /** Makes the standing operations exactly these; idempotent. @throws SandboxError */
  reconcile(operations: readonly ActiveOperation[]): Promise<Receipt>;
  /** @throws SandboxError */
  perform(action: SandboxAction): Promise<Receipt>;
  /** What there is at this moment for a control to choose from, as production would show it. @throws SandboxError */
  inspect(query: LiveQuery): Promise<LiveChoice[]>;
  /** A look into an engine; changes nothing. @throws SandboxError */
  panel(query: PanelQuery): Promise<Panel>;
  /** Profiles a running instance, for as long as asked; one at a time for each instance. @throws SandboxError */
  profile(wish: ProfileWish): Promise<TakenProfile>;
  /**
   * Takes every operation off, and removes what anybody left behind: sessions, keys, unread and parked records, changes of the schema.
   * For the end of a drill: while one runs, what is left is the pod's to find. Idempotent. @throws SandboxError
   */
  restore(): Promise<Receipt>;
  /** What differs from pristine; empty when nothing was left behind. */
  diff(): Promise<string[]>;
  /** Ends every process of the sandbox; never throws, may be called twice. */
  stop(): Promise<void>;
}

const shownLines = 5;

export class SandboxError extends Error {
  constructor(
    readonly code: SandboxErrorCode,
    message: string,
    readonly lastLines: string[] = [],
  ) {
    super(message);
  }

  /** The message, and under it what the part that failed said last. */
  get words(): string {
    return [this.message, ...this.lastLines.slice(-shownLines).map((line) => `  ${line}`)].join('\n');
  }
}
