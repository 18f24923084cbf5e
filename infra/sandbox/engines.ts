import { join } from 'node:path';
import type { SupervisorBoot } from '../../core/sandbox/messages.ts';
import { type PostgresServer, startPostgres } from '../engines/postgres/start.ts';
import { distFile } from '../process/paths.ts';
import type { ComponentBoard } from './component-board.ts';
import { countProducts, shopContents } from './database.ts';
import { kafkaBoot, toxiproxyArguments } from './engine-boots.ts';
import type { SandboxFailure } from './failure.ts';
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

/** Starts of programs and engines in one sandbox, and the end of all of them. */
export class Engines {
  private readonly programs: Program[] = [];
  private postgres: Promise<PostgresServer> | undefined;
  private stopping = false;

  constructor(private readonly parts: EngineParts) {}

  /** A program whose death is the sandbox's death. @throws SandboxFailure */
  async start(
    kind: 'engine' | 'external' | 'load',
    spec: Pick<ProgramSpec, 'name' | 'args' | 'boot' | 'niceness'> & { program: string },
  ): Promise<Program> {
    const { program: file, ...rest } = spec;
    return this.parts.board.follow(spec.name, kind, async () => {
      const program = new Program({ ...rest, file: distFile(file), log: this.logOf(spec.name) });
      this.programs.push(program);
      if (this.stopping) void program.stop(0);
      await program.ready;
      this.watch(
        spec.name,
        program.pid,
        program.ended.then((reason) => program.failure(reason)),
      );
      return program;
    });
  }

  async startToxiproxy(): Promise<Proxies> {
    const { layout } = this.parts.context;
    await this.start('engine', {
      name: 'toxiproxy',
      program: 'engines/toxiproxy.js',
      args: toxiproxyArguments(layout, this.parts.boot.seed),
      niceness: 0,
    });
    const proxies = new Proxies(layout.toxiproxyPort, layout.proxies);
    await proxies.create(this.parts.boot.collectorPort);
    return proxies;
  }

  async startKafka(): Promise<void> {
    const { stack, layout } = this.parts.context;
    await this.start('engine', { name: 'kafka', program: 'engines/kafka.js', boot: kafkaBoot(stack, layout), niceness: 0 });
  }

  async startRedis(): Promise<void> {
    const { stack, layout } = this.parts.context;
    const boot = { port: layout.redisPort, ...stack.engines.redis };
    await this.start('engine', { name: 'redis', program: 'engines/redis.js', boot, niceness: 0 });
  }

  /** @returns number of products in the filled database. */
  async startPostgres(): Promise<number> {
    const { board, boot, context, sql } = this.parts;
    const { database, maxConnections } = context.stack.engines.postgres;
    const port = context.layout.postgresPort;
    const log = this.logOf('postgres');
    return board.follow('postgres', 'engine', async () => {
      this.postgres = startPostgres({
        dataDir: join(boot.dataDir, 'postgres'),
        port,
        durable: false,
        maxConnections,
        contents: shopContents({ database, sql }),
        onLine: (line) => log.add(line),
      });
      const server = await this.postgres;
      this.watch(
        'postgres',
        server.pid,
        server.ended.then(() => programFailure({ name: 'postgres', log }, 'its keeper is gone')),
      );
      return countProducts({ port, database });
    });
  }

  logOf(name: string): LineLog {
    return new LineLog(join(this.parts.boot.dataDir, 'logs', `${name}.log`));
  }

  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    const postgres = this.postgres?.then(
      (server) => server.stop(),
      () => {},
    );
    await Promise.all([postgres, ...this.programs.map((program) => program.stop(graceMs))]);
  }

  private watch(component: string, pid: number | undefined, death: Promise<SandboxFailure>): void {
    if (pid !== undefined) this.parts.board.update(component, { pid });
    void death.then((failure) => {
      if (this.stopping) return;
      this.parts.board.update(component, { state: 'down' });
      this.parts.onDeath(failure);
    });
  }
}
