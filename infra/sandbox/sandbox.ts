import { rm } from 'node:fs/promises';
import type { ProfileWish, TakenProfile } from '../../core/profile/taken.ts';
import type { Panel, PanelQuery } from '../../core/protocol/panels.ts';
import { actionProblem, liveProblem, operationProblem, operationShapeProblem } from '../../core/sandbox/check-operation.ts';
import { type Desired, desiredState, type Pristine } from '../../core/sandbox/desired.ts';
import type { LiveChoice, LiveQuery } from '../../core/sandbox/live.ts';
import type { SupervisorBoot, SupervisorMessage } from '../../core/sandbox/messages.ts';
import type { ActiveOperation, SandboxAction } from '../../core/sandbox/operations.ts';
import { distFile } from '../process/paths.ts';
import { Acts } from './acts/acts.ts';
import { KafkaAdmin } from './admin/kafka-admin.ts';
import { PostgresAdmin } from './admin/postgres-admin.ts';
import { RedisAdmin } from './admin/redis-admin.ts';
import { ComponentBoard } from './component-board.ts';
import { fleetDifferences, loadDifferences, proxyDifferences, redisDifferences, slotDifferences } from './differences.ts';
import { Disturbances } from './disturbances/disturbances.ts';
import { kafkaAddresses } from './engine-boots.ts';
import { Engines } from './engines.ts';
import { startExporters } from './exporters/exporters.ts';
import { ExternalBooks } from './external-books.ts';
import { SandboxFailure } from './failure.ts';
import { Fleet, pristineNames } from './fleet.ts';
import { KeyedQueue } from './keyed-queue.ts';
import type { Load } from './load.ts';
import { Panels } from './panels/panels.ts';
import { Profiler } from './profiling/profiler.ts';
import type { Proxies } from './proxies.ts';
import type { BootContext } from './service-boot.ts';
import type { Migration } from './stack-files.ts';
import { startLoad, startServices } from './startup.ts';

export interface SandboxParts {
  boot: SupervisorBoot;
  pristine: Pristine;
  context: BootContext;
  sql: readonly string[];
  migrations: readonly Migration[];
  archives: readonly Migration[];
  send: (message: SupervisorMessage) => void;
}

const programOf = (service: string): string => distFile(`services/${service}.js`);
const healthEveryMs = 2000;
const stopGraceMs = 1500;

/** One running copy of the stack. */
export class RunningSandbox {
  readonly board: ComponentBoard;
  readonly engines: Engines;
  readonly fleet: Fleet;
  private proxies: Proxies | undefined;
  private load: Load | undefined;
  private readonly redis: RedisAdmin;
  private readonly postgres: PostgresAdmin;
  private readonly kafka: KafkaAdmin;
  private readonly acts: Acts;
  private readonly panels: Panels;
  private readonly disturbances: Disturbances;
  private readonly profiler: Profiler;
  private readonly books = new ExternalBooks();
  private readonly changes = new KeyedQueue();
  private readonly stops: (() => void)[] = [];
  private stopped: Promise<void> | undefined;
  /** Operations of the newest request. */
  private asked = '[]';

  constructor(private readonly parts: SandboxParts) {
    const { boot, context, sql, migrations, archives, pristine, send } = parts;
    const fail = (failure: SandboxFailure): void => this.fail(failure);
    this.board = new ComponentBoard(send);
    this.engines = new Engines({ boot, context, sql, board: this.board, onDeath: fail });
    const { layout, stack } = context;
    this.redis = new RedisAdmin(layout.redisPort);
    this.postgres = new PostgresAdmin({ port: layout.postgresPort, database: stack.engines.postgres.database });
    const topics = stack.engines.kafka.topics.map(({ name }) => name);
    this.kafka = new KafkaAdmin(kafkaAddresses(layout), topics);
    const { redis, postgres, kafka } = this;
    this.disturbances = new Disturbances({ ...context, migrations, archives, redis, postgres, kafka });
    this.fleet = new Fleet({
      context,
      pristine: desiredState(pristine, []),
      programOf,
      logOf: (slot) => this.engines.logOf(slot),
      onChange: () => this.tellHealth(),
      onGivenUp: fail,
    });
    this.profiler = new Profiler({ layout, running: () => this.fleet.running(), programOf });
    this.acts = new Acts({ stack, fleet: this.fleet, postgres, kafka, redis });
    this.panels = new Panels({ stack, fleet: this.fleet, postgres, kafka, redis });
  }

  /** Resolves when every part is ready and load flows. @throws SandboxFailure naming the part that is not */
  async start(): Promise<void> {
    const products = this.engines.startPostgres();
    const proxies = this.engines.startToxiproxy();
    const started = { toxiproxy: proxies, postgres: products, redis: this.engines.startRedis(), kafka: this.engines.startKafka() };
    const { fleet, board, engines, books } = this;
    await startServices({ ...this.parts, fleet, board, engines, books, started });
    this.proxies = await proxies;
    await this.disturbances.remember();
    this.load = await startLoad({ ...this.parts, engines, books, productCount: await products });
    this.stops.push(startExporters(this.parts.context, this.redis));
    const timer = setInterval(() => this.tellHealth(), healthEveryMs);
    this.stops.push(() => clearInterval(timer));
    this.tellHealth();
  }

  /**
   * Makes the standing operations exactly these; resolves when what this call changed is in force, and when it changed nothing, when all
   * of it is. @throws SandboxFailure
   */
  async reconcile(operations: readonly ActiveOperation[]): Promise<string[]> {
    const shapes = operations.flatMap(({ id, operation }) => operationShapeProblem(operation)?.replace(/^/, `${id}: `) ?? []);
    if (shapes.length > 0) throw new SandboxFailure('invalid_operation', shapes.join('; '));
    const problems = operations.flatMap(
      ({ id, operation }) => operationProblem(this.parts.pristine, operation)?.replace(/^/, `${id}: `) ?? [],
    );
    if (problems.length > 0) throw new SandboxFailure('unknown_target', problems.join('; '));
    const desired = desiredState(this.parts.pristine, operations);
    // Quick changes wait only for each other, never for a rolling restart that is under way.
    const asked = JSON.stringify(operations);
    const waitForEarlier = asked === this.asked;
    this.asked = asked;
    const { quick, rolling, disturbing } = await this.changes.run('quick', async () => {
      const did = await this.applyQuick(desired);
      // Begun before the next request is looked at, so that each answers for its own.
      const begun = { rolling: this.fleet.converge({ waitForEarlier }), disturbing: this.disturb(desired) };
      for (const work of Object.values(begun)) work.catch(() => {});
      return { quick: did, ...begun };
    });
    const [rollouts, disturbed] = await Promise.all([rolling, disturbing, this.fleet.consumers.settleTold()]);
    return [...quick, ...disturbed, ...rollouts];
  }

  /** @throws SandboxFailure */
  async perform(action: SandboxAction): Promise<string[]> {
    const problem = actionProblem(this.parts.context.stack, action);
    if (problem) throw new SandboxFailure('unknown_target', problem);
    return this.acts.perform(action);
  }

  /** What there is to choose from at this moment. @throws SandboxFailure */
  async inspect(query: LiveQuery): Promise<LiveChoice[]> {
    const problem = liveProblem(this.parts.context.stack, query);
    if (problem) throw new SandboxFailure('unknown_target', problem);
    return this.acts.inspect(query);
  }

  /** Profiles a running instance; its names are those of its sources. @throws SandboxFailure */
  profile(wish: ProfileWish): Promise<TakenProfile> {
    return this.profiler.take(wish);
  }

  /** A look into an engine. @throws SandboxFailure */
  async panel(query: PanelQuery): Promise<Panel> {
    return this.panels.read(query);
  }

  /** Takes everything off, and removes what anybody left behind. @throws SandboxFailure */
  async restore(): Promise<string[]> {
    const did = await this.reconcile([]);
    return [...did, ...(await this.changes.run('disturbances', () => this.disturbances.sweep()))];
  }

  /** What differs from a sandbox nobody has touched. @throws SandboxFailure when a part cannot be asked */
  async diff(): Promise<string[]> {
    const wanted = desiredState(this.parts.pristine, []);
    const running = this.fleet.running();
    const [proxies, redis, disturbed, slots] = await Promise.all([
      this.readyProxies().read(),
      this.redis.readConfig(),
      this.disturbances.differences(),
      Promise.all(running.map(({ name }) => this.slotDiff(name))),
    ]);
    return [
      ...fleetDifferences(
        running.map(({ name }) => name),
        pristineNames(wanted),
      ),
      ...slots.flat(),
      ...proxyDifferences(proxies, wanted.proxies),
      ...redisDifferences(redis, wanted.redis),
      ...(this.load ? loadDifferences(this.load, wanted.load) : []),
      ...disturbed,
    ];
  }

  /** Ends every process and removes the data directory; may be called twice. */
  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    for (const stop of this.stops) stop();
    await this.disturbances.close();
    for (const admin of [this.redis, this.postgres, this.kafka]) admin.close();
    await Promise.all([this.fleet.stop(stopGraceMs), this.engines.stop(stopGraceMs)]);
    await rm(this.parts.boot.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }

  private async applyQuick(desired: Desired): Promise<string[]> {
    const works = [
      this.readyProxies().apply(desired.proxies),
      this.redis.apply(desired.redis),
      this.fleet.apply(desired),
      Promise.resolve(this.load?.apply(desired.load) ?? []),
    ];
    const results = await Promise.allSettled(works);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : []));
    if (reasons.length > 0) throw new SandboxFailure('apply_failed', reasons.join('; '));
    return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  }

  private disturb(desired: Desired): Promise<string[]> {
    return this.changes.run('disturbances', () => this.disturbances.apply(desired.disturbances));
  }

  private async slotDiff(name: string): Promise<string[]> {
    try {
      return slotDifferences(name, await this.fleet.consumers.settledState(name), this.fleet.pristineOf(name));
    } catch (error) {
      return [`${name} cannot be asked: ${(error as Error).message}`];
    }
  }

  private readyProxies(): Proxies {
    if (!this.proxies) throw new SandboxFailure('not_ready', 'the sandbox is still starting');
    return this.proxies;
  }

  private fail(failure: SandboxFailure): void {
    if (this.stopped) return;
    const { component = 'sandbox', lastLines = [] } = failure.about;
    this.parts.send({ type: 'failed', component, message: failure.message, lastLines });
  }

  private tellHealth(): void {
    if (!this.stopped && this.load) this.parts.send({ type: 'health', components: [...this.board.health(), ...this.fleet.health()] });
  }
}
