/** A sandbox of nothing but state, for tests of what stands above it. It keeps the contract: same refusals, same undo, same end. */
import { panelProblem } from '../../../core/panels/panel-problem.ts';
import type { ProfileWish, TakenProfile } from '../../../core/profile/taken.ts';
import type { Panel, PanelQuery } from '../../../core/protocol/panels.ts';
import { actionProblem, liveProblem, operationProblem, operationShapeProblem } from '../../../core/sandbox/check-operation.ts';
import { desiredState, type Pristine } from '../../../core/sandbox/desired.ts';
import type { LiveChoice, LiveKind, LiveQuery } from '../../../core/sandbox/live.ts';
import type { LedgerSecond, Receipt } from '../../../core/sandbox/messages.ts';
import type { ActiveOperation, SandboxAction } from '../../../core/sandbox/operations.ts';
import { slotNames } from '../../../core/stack/schema.ts';
import { type Sandbox, SandboxError, type SandboxFactory, type SandboxOptions } from '../../ports/sandbox.ts';
import { emptyPanel } from './empty-panels.ts';

export class MemorySandbox implements Sandbox {
  readonly sandboxId: string;
  readonly telemetryToken: string;
  readonly usersPort = 20_042;
  /** Operations that stand now. */
  standing: readonly ActiveOperation[] = [];
  /** Everything that was done, in order. */
  readonly actions: SandboxAction[] = [];
  /** What there is to choose from. */
  choices: Partial<Record<LiveKind, LiveChoice[]>> = {};
  /** What a profile of a running instance gives; resolve it when the test says so. */
  profiles: (wish: ProfileWish) => Promise<TakenProfile> = () => Promise.reject(new SandboxError('not_ready', 'it cannot be profiled'));
  /** What there is to see; nothing where it was not put here. */
  panels: Partial<Record<PanelQuery['kind'], Panel>> = {};
  stopped = false;
  hasFailed = false;
  readonly ratePerSecond: number;

  constructor(
    private readonly pristine: Pristine,
    private readonly options: SandboxOptions,
    number: number,
  ) {
    this.sandboxId = `memory-${number}`;
    this.telemetryToken = options.telemetryToken;
    this.ratePerSecond = options.ratePerSecond;
  }

  async reconcile(operations: readonly ActiveOperation[]): Promise<Receipt> {
    this.refuseWhenStopped();
    const shapes = operations.flatMap(({ id, operation }) => operationShapeProblem(operation)?.replace(/^/, `${id}: `) ?? []);
    if (shapes.length > 0) throw new SandboxError('invalid_operation', shapes.join('; '));
    const problems = operations.flatMap(({ id, operation }) => operationProblem(this.pristine, operation)?.replace(/^/, `${id}: `) ?? []);
    if (problems.length > 0) throw new SandboxError('unknown_target', problems.join('; '));
    const ids = (all: readonly ActiveOperation[]): string[] => all.map(({ id }) => id);
    const [before, after] = [ids(this.standing), ids(operations)];
    this.standing = [...operations];
    const did = [
      ...before.filter((id) => !after.includes(id)).map((id) => `${id} undone`),
      ...after.filter((id) => !before.includes(id)).map((id) => `${id} applied`),
    ];
    return { tookMs: 0, did };
  }

  async perform(action: SandboxAction): Promise<Receipt> {
    this.refuseWhenStopped();
    const problem = actionProblem(this.pristine.stack, action);
    if (problem) throw new SandboxError('unknown_target', problem);
    this.actions.push(action);
    return { tookMs: 0, did: [action.kind === 'restart' ? `${action.target} restarted` : `${action.kind} done`] };
  }

  async inspect(query: LiveQuery): Promise<LiveChoice[]> {
    this.refuseWhenStopped();
    const problem = liveProblem(this.pristine.stack, query);
    if (problem) throw new SandboxError('unknown_target', problem);
    return this.choices[query.kind] ?? [];
  }

  async profile(wish: ProfileWish): Promise<TakenProfile> {
    this.refuseWhenStopped();
    const { slots } = desiredState(this.pristine, this.standing);
    if (!(wish.slot in slots)) throw new SandboxError('unknown_target', `no slot ${wish.slot} in this stack`);
    return this.profiles(wish);
  }

  async panel(query: PanelQuery): Promise<Panel> {
    this.refuseWhenStopped();
    const problem = panelProblem(this.pristine.stack, query);
    if (problem) throw new SandboxError('unknown_target', problem);
    return this.panels[query.kind] ?? emptyPanel(query);
  }

  restore(): Promise<Receipt> {
    return this.reconcile([]);
  }

  async diff(): Promise<string[]> {
    this.refuseWhenStopped();
    const actual = JSON.stringify(desiredState(this.pristine, this.standing));
    return actual === JSON.stringify(desiredState(this.pristine, [])) ? [] : this.standing.map(({ id }) => `${id} stands`);
  }

  async stop(): Promise<void> {
    this.stopped = true;
  }

  /** Gives one second of users to whoever built this sandbox. */
  emitLedger(second: LedgerSecond): void {
    if (!this.stopped) this.options.onLedger(second);
  }

  /** Breaks it, as an engine that dies would. */
  fail(message: string): void {
    if (this.stopped) return;
    this.hasFailed = true;
    this.options.onFailed(message, []);
  }

  /** Tells that everything is up. */
  tellHealth(): void {
    const services = Object.entries(this.pristine.stack.services).flatMap(([service, { slots, version }]) =>
      slotNames(service, slots).map((component) => ({ component, kind: 'service' as const, state: 'up' as const, version, restarts: 0 })),
    );
    this.options.onHealth(services);
  }

  private refuseWhenStopped(): void {
    if (this.stopped) throw new SandboxError('stopped', 'the sandbox is gone: start a new one');
  }
}

/** Builds memory sandboxes and keeps hold of them. */
export class MemorySandboxFactory implements SandboxFactory {
  readonly built: MemorySandbox[] = [];
  /** When set, the next build fails with it. */
  failNext: SandboxError | undefined;

  constructor(private readonly pristine: Omit<Pristine, 'ratePerSecond'>) {}

  async build(options: SandboxOptions): Promise<MemorySandbox> {
    options.onProgress({ component: 'memory', state: 'starting', tookMs: 0 });
    const failure = this.failNext;
    this.failNext = undefined;
    if (failure) {
      options.onProgress({ component: 'memory', state: 'failed', tookMs: 0, detail: failure.message });
      throw failure;
    }
    const sandbox = new MemorySandbox({ ...this.pristine, ratePerSecond: options.ratePerSecond }, options, this.built.length + 1);
    this.built.push(sandbox);
    options.onProgress({ component: 'memory', state: 'ready', tookMs: 0 });
    sandbox.tellHealth();
    return sandbox;
  }
}
