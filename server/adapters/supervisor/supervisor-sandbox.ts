import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ProfileWish, TakenProfile } from '../../../core/profile/taken.ts';
import type { Panel, PanelQuery } from '../../../core/protocol/panels.ts';
import type { LiveChoice, LiveQuery } from '../../../core/sandbox/live.ts';
import type { Receipt } from '../../../core/sandbox/messages.ts';
import type { ActiveOperation, SandboxAction } from '../../../core/sandbox/operations.ts';
import { type Sandbox, SandboxError } from '../../ports/sandbox.ts';
import type { SupervisorChannel } from './supervisor-channel.ts';

export interface SupervisorSandboxParts {
  sandboxId: string;
  telemetryToken: string;
  usersPort: number;
  child: ChildProcess;
  channel: SupervisorChannel;
  /** Gives back ports and directory, once the supervisor is gone. */
  cleanUp: () => Promise<void>;
}

/** A supervisor ends everything within 5 s by contract. */
const killAfterMs = 7000;

/** A sandbox in the hands of a supervisor process. */
export class SupervisorSandbox implements Sandbox {
  readonly sandboxId: string;
  readonly telemetryToken: string;
  readonly usersPort: number;
  hasFailed = false;
  private stopping: Promise<void> | undefined;

  constructor(private readonly parts: SupervisorSandboxParts) {
    this.sandboxId = parts.sandboxId;
    this.telemetryToken = parts.telemetryToken;
    this.usersPort = parts.usersPort;
  }

  /** Whether its end was asked for; until then a supervisor that is gone is a failure. */
  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  reconcile(operations: readonly ActiveOperation[]): Promise<Receipt> {
    return this.parts.channel.ask({ type: 'reconcile', operations: [...operations] });
  }

  perform(action: SandboxAction): Promise<Receipt> {
    return this.parts.channel.ask({ type: 'perform', action });
  }

  async inspect(query: LiveQuery): Promise<LiveChoice[]> {
    return (await this.parts.channel.ask({ type: 'inspect', query })).choices ?? [];
  }

  async panel(query: PanelQuery): Promise<Panel> {
    const { panel } = await this.parts.channel.ask({ type: 'panel', query });
    if (!panel) throw new SandboxError('apply_failed', `the supervisor answered without the ${query.kind} panel`);
    return panel;
  }

  async profile(wish: ProfileWish): Promise<TakenProfile> {
    const { profile } = await this.parts.channel.ask({ type: 'profile', wish });
    if (!profile) throw new SandboxError('apply_failed', `${wish.slot} gave no profile`);
    return profile;
  }

  restore(): Promise<Receipt> {
    return this.parts.channel.ask({ type: 'restore' });
  }

  async diff(): Promise<string[]> {
    return (await this.parts.channel.ask({ type: 'diff' })).diff ?? [];
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    const { child, channel, cleanUp } = this.parts;
    const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
    const ended = isGone() ? Promise.resolve() : once(child, 'exit').then(() => {});
    const kill = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    void channel.ask({ type: 'stop' }).catch(() => child.kill('SIGTERM'));
    await ended;
    clearTimeout(kill);
    // The contract is never to throw; what cannot be removed now is swept by the next server.
    await cleanUp().catch(() => {});
  }
}
