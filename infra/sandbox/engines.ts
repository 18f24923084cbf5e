import { join } from 'node:path';
import type { SupervisorBoot } from '../../core/sandbox/messages.ts';
import { distFile } from '../process/paths.ts';
import type { ComponentBoard } from './component-board.ts';
import { countProducts } from './database.ts';
import { createEngineKit } from './engine-kits/create.ts';
import type { EngineKit, EngineStart, RunningPostgres } from './engine-kits/engine-kit.ts';
import { untilSilent } from './engine-kits/port-watch.ts';
import { SandboxFailure } from './failure.ts';
import { LineLog } from './line-log.ts';
import { Program, type ProgramSpec, programFailure } from './program.ts';
import { Proxies } from './proxies.ts';
import type { BootContext } from './service-boot.ts';

/** Everything engines are started with. */
export interface EngineParts {
  boot: SupervisorBoot;
  context: BootContext;
  sql: readonly string[];
  board: ComponentBoard;
  /** An engine that dies takes the sandbox with it: what it held is lost. */
  onDeath: (failure: SandboxFailure) => void;
}

type Start = Pick<ProgramSpec, 'name' | 'args' | 'boot' | 'niceness'> & { program: string; prepare?: EngineStart['prepare'] };

/** Three Java processes on a busy machine take half a minute. */
const prepareWithinMs = 120_000;

/** Starts of programs and engines in one sandbox, and the end of all of them. */
export class Engines {
  private readonly programs: Program[] = [];
  private readonly kit: EngineKit;
  private postgres: Promise<RunningPostgres> | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly parts: EngineParts) {
    this.kit = createEngineKit(parts);
  }

  /** A program whose death is the sandbox's death. @throws SandboxFailure */
  async start(kind: 'engine' | 'external' | 'load', spec: Start): Promise<Program> {
    const { program: file, prepare, ...rest } = spec;
    return this.parts.board.follow(spec.name, kind, async () => {
      const log = this.logOf(spec.name);
      const program = new Program({ ...rest, file: distFile(file), log });
      this.programs.push(program);
      if (this.stopping.signal.aborted) void program.stop(0);
      await program.ready;
      const death = program.ended.then((reason) => program.failure(reason));
      if (prepare) await Promise.race([this.prepared({ name: spec.name, log }, prepare), death.then((failure) => Promise.reject(failure))]);
      this.watch(spec.name, program.pid, death);
      return program;
    });
  }

  async startToxiproxy(): Promise<Proxies> {
    const { layout } = this.parts.context;
    await this.startEngine('toxiproxy', this.kit.toxiproxy());
    const proxies = new Proxies(layout.toxiproxyPort, layout.proxies);
    await proxies.create(this.parts.boot.collectorPort);
    return proxies;
  }

  async startKafka(): Promise<void> {
    await this.startEngine('kafka', this.kit.kafka());
  }

  async startRedis(): Promise<void> {
    await this.startEngine('redis', this.kit.redis());
  }

  /** @returns number of products in the filled database. */
  async startPostgres(): Promise<number> {
    const { board, context } = this.parts;
    const log = this.logOf('postgres');
    return board.follow('postgres', 'engine', async () => {
      this.postgres = this.kit.postgres((line) => log.add(line), this.deadline());
      const server = await this.postgres;
      this.watch(
        'postgres',
        server.pid,
        server.ended.then(() => programFailure({ name: 'postgres', log }, 'the server is gone')),
      );
      return countProducts({ port: context.layout.postgresPort, database: context.stack.engines.postgres.database });
    });
  }

  logOf(name: string): LineLog {
    return new LineLog(join(this.parts.boot.dataDir, 'logs', `${name}.log`));
  }

  async stop(graceMs: number): Promise<void> {
    this.stopping.abort();
    const postgres = this.postgres?.then(
      (server) => server.stop(),
      () => {},
    );
    await Promise.all([postgres, ...this.programs.map((program) => program.stop(graceMs))]);
  }

  private async startEngine(name: string, { program, prepare, port }: EngineStart): Promise<void> {
    if (program) {
      const { file, ...rest } = program;
      await this.start('engine', { name, program: file, niceness: 0, ...rest, ...(prepare ? { prepare } : {}) });
      return;
    }
    const log = this.logOf(name);
    await this.parts.board.follow(name, 'engine', async () => {
      if (prepare) await this.prepared({ name, log }, prepare);
      const silent = untilSilent(port, this.stopping.signal);
      this.watch(
        name,
        undefined,
        silent.then(() => programFailure({ name, log }, `nothing answers at port ${port}`)),
      );
    });
  }

  private async prepared({ name, log }: Pick<ProgramSpec, 'name' | 'log'>, prepare: NonNullable<EngineStart['prepare']>): Promise<void> {
    await prepare(this.deadline()).catch((cause: Error) => {
      const why =
        cause.name === 'TimeoutError' || cause.name === 'AbortError'
          ? `it does not serve after ${prepareWithinMs / 1000} s`
          : cause.message;
      throw new SandboxFailure('component_failed', `${name}: ${why}`, { component: name, lastLines: log.lastLines() });
    });
  }

  private deadline(): AbortSignal {
    return AbortSignal.any([this.stopping.signal, AbortSignal.timeout(prepareWithinMs)]);
  }

  private watch(component: string, pid: number | undefined, death: Promise<SandboxFailure>): void {
    if (pid !== undefined) this.parts.board.update(component, { pid });
    void death.then((failure) => {
      if (this.stopping.signal.aborted) return;
      this.parts.board.update(component, { state: 'down' });
      this.parts.onDeath(failure);
    });
  }
}
