import { type ChildProcess, fork } from 'node:child_process';
import { getPriority, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { SandboxFailure } from './failure.ts';
import type { LineLog } from './line-log.ts';

export interface ProgramSpec {
  /** For messages: `redis`, `catalog-2`. */
  name: string;
  /** Absolute path of a built program that follows the lifeline. */
  file: string;
  args?: string[];
  /** Becomes `BROWNOUT_BOOT`. */
  boot?: unknown;
  log: LineLog;
  /** Nice value; 0 is that of this process, more is less urgent. */
  niceness: number;
  /** Limit of the old heap, MB. */
  heapMb?: number;
  /** Limit of a half of the young generation, MB; more where many requests wait at once, else what they hold is copied again and again. */
  semiSpaceMb?: number;
}

/** One child process of ours. */
export class Program {
  /** Settles when the process says it serves. Rejects with SandboxFailure `component_failed` when it ends before. */
  readonly ready: Promise<void>;
  /** Settles when the process is gone, whoever ended it; gives why: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  private readonly child: ChildProcess;
  private gone = false;

  constructor(private readonly spec: ProgramSpec) {
    this.child = fork(spec.file, spec.args ?? [], {
      env: { ...process.env, BROWNOUT_BOOT: JSON.stringify(spec.boot ?? {}) },
      // Sixteen processes share two cores: V8's helper threads only add switches (without them the tree is 90 MB and 4 % CPU lighter),
      // and a small young generation costs a few more collections but saves some 10 MB in each.
      execArgv: ['--single-threaded', `--max-semi-space-size=${spec.semiSpaceMb ?? 4}`, `--max-old-space-size=${spec.heapMb ?? 192}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    lowerPriority(this.child.pid, spec.niceness);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => spec.log.add(line));
    }
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    void this.ended.then(() => {
      this.gone = true;
    });
    this.ready = Promise.race([this.saidReady(), this.ended.then((reason) => Promise.reject(this.failure(reason)))]);
    // Whoever never awaits readiness must not bring the supervisor down.
    this.ready.catch(() => {});
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isGone(): boolean {
    return this.gone;
  }

  onMessage(listener: (message: unknown) => void): void {
    this.child.on('message', listener);
  }

  /** Sends over IPC; nothing happens when the process is gone. */
  send(message: Record<string, unknown>): void {
    if (this.child.connected) this.child.send(message, () => {});
  }

  /** SIGTERM, and SIGKILL after `graceMs`; resolves when the process is gone. */
  async stop(graceMs: number): Promise<void> {
    if (this.gone) return;
    this.child.kill('SIGTERM');
    const kill = setTimeout(() => this.child.kill('SIGKILL'), graceMs);
    await this.ended;
    clearTimeout(kill);
  }

  failure(reason: string): SandboxFailure {
    return programFailure(this.spec, reason);
  }

  private saidReady(): Promise<void> {
    return new Promise((resolve) => {
      this.child.on('message', (message: { type?: string }) => {
        if (message.type === 'ready') resolve();
      });
    });
  }
}

/** What the end of a process means for the sandbox, with its own last words. */
export function programFailure({ name, log }: Pick<ProgramSpec, 'name' | 'log'>, reason: string): SandboxFailure {
  return new SandboxFailure('component_failed', `${name} ended (${reason})`, { component: name, lastLines: log.lastLines() });
}

const leastUrgent = 19;

function lowerPriority(pid: number | undefined, niceness: number): void {
  if (pid === undefined || niceness === 0) return;
  try {
    setPriority(pid, Math.min(getPriority() + niceness, leastUrgent));
  } catch {
    // It ended already, which its exit tells better.
  }
}
