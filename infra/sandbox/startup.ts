import type { SupervisorBoot, SupervisorMessage } from '../../core/sandbox/messages.ts';
import { linkEnds, type Stack, type StackLink, serviceOfSlot } from '../../core/stack/schema.ts';
import type { ComponentBoard } from './component-board.ts';
import type { Engines } from './engines.ts';
import type { ExternalBooks } from './external-books.ts';
import type { Fleet } from './fleet.ts';
import { Load, loadBoot } from './load.ts';
import type { BootContext } from './service-boot.ts';

type Engine = 'toxiproxy' | 'postgres' | 'redis' | 'kafka';

export interface ServiceStart {
  context: BootContext;
  fleet: Fleet;
  engines: Engines;
  board: ComponentBoard;
  books: ExternalBooks;
  /** When each engine can be used. */
  started: Record<Engine, Promise<unknown>>;
}

const externalNiceness = 5;
/** Enough arrivals to say that load flows. */
const firstLedgerWithinMs = 5000;

/**
 * Starts outside systems and services, each as soon as the engines it uses are there; services do not wait for each other,
 * because they meet through proxies that may refuse for a while. @throws SandboxFailure of the first that fails
 */
export async function startServices({ context, fleet, engines, board, books, started }: ServiceStart): Promise<void> {
  const externals = externalPrograms(context).map(async ({ program, endpoints }) => {
    await started.toxiproxy;
    const running = await engines.start('external', {
      name: program,
      program: `services/${program}.js`,
      boot: { endpoints, seed: context.seed },
      niceness: externalNiceness,
    });
    books.listenTo(program, running);
  });
  const services = fleet.memberNames().map(async (slot) => {
    await Promise.all(enginesOf(context.stack, slot).map((engine) => started[engine]));
    await board.follow(slot, 'service', () => fleet.start(slot));
  });
  await Promise.all([...Object.values(started), ...externals, ...services]);
}

interface ExternalProgram {
  program: string;
  endpoints: { name: string; port: number; settings: Record<string, number> }[];
}

/** Outside systems by the program that stands for them. */
function externalPrograms({ stack, layout }: BootContext): ExternalProgram[] {
  const programs = new Map<string, ExternalProgram>();
  for (const [name, { program = name, settings }] of Object.entries(stack.externals)) {
    const known = programs.get(program) ?? { program, endpoints: [] };
    known.endpoints.push({ name, port: layout.externalPorts[name] ?? 0, settings });
    programs.set(program, known);
  }
  return [...programs.values()];
}

/** Starts the users; resolves when the first second of real arrivals is in the ledger. @throws SandboxFailure */
export async function startLoad(parts: {
  boot: SupervisorBoot;
  context: BootContext;
  engines: Engines;
  books: ExternalBooks;
  productCount: number;
  send: (message: SupervisorMessage) => void;
}): Promise<Load> {
  const { boot, context, engines, books, productCount, send } = parts;
  const program = await engines.start('load', {
    name: 'load',
    program: 'load/generator.js',
    boot: loadBoot(context, boot, productCount),
    niceness: 0,
  });
  const load = new Load(program, boot.ratePerSecond);
  load.onLedger((second) => send({ type: 'ledger', second: books.addTo(second) }));
  await load.untilFlowing(firstLedgerWithinMs);
  load.rampUp();
  return load;
}

/** Engines an instance needs before it can become ready. Telemetry may be lost, so the collector is none of them. */
function enginesOf(stack: Stack, slot: string): Engine[] {
  const kinds: Partial<Record<StackLink['kind'], Engine>> = { postgres: 'postgres', redis: 'redis', kafka: 'kafka' };
  const own = stack.links.filter(({ id }) => [slot, serviceOfSlot(slot)].includes(linkEnds(id).from));
  return ['toxiproxy', ...new Set(own.flatMap(({ kind }) => kinds[kind] ?? []))];
}
