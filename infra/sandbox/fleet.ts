import { type Desired, type DesiredService, instancesOf } from '../../core/sandbox/desired.ts';
import type { ComponentHealth, SlotDesired } from '../../core/sandbox/messages.ts';
import { serviceOfSlot, slotNames } from '../../core/stack/schema.ts';
import { Consumers, consumerSettleMs } from './consumers.ts';
import { SandboxFailure } from './failure.ts';
import { KeyedQueue } from './keyed-queue.ts';
import type { LineLog } from './line-log.ts';
import { RestartPolicy } from './restart-policy.ts';
import { Rollouts } from './rollouts.ts';
import { type BootContext, clientsOf, endpointsOf, type Serving, withShares } from './service-boot.ts';
import { startServiceProgram } from './service-program.ts';
import { Slot } from './slot.ts';
import { SlotControl, type SlotState } from './slot-control.ts';

export interface FleetParts {
  context: BootContext;
  /** The state nobody has touched yet. */
  pristine: Desired;
  /** Absolute path of a service's built program. */
  programOf: (service: string) => string;
  logOf: (slot: string) => LineLog;
  /** How soon instances that died come back, one policy each. */
  restartPolicy?: () => RestartPolicy;
  /** How long a start is waited for, and how long a consumer may take to leave or join, milliseconds. */
  readyWithinMs?: number;
  consumerSettleMs?: number;
  onChange: () => void;
  onGivenUp: (failure: SandboxFailure) => void;
}

/** All instances of all services, and who is told to call whom. */
export class Fleet {
  private desired: Desired;
  private readonly slots = new Map<string, Slot>();
  /** Instances that are meant to run. */
  private readonly members = new Set<string>();
  /** Instances that callers are to leave alone while they are replaced. */
  private readonly resting = new Set<string>();
  /** Changes of one service, one after another. */
  private readonly changes = new KeyedQueue();
  private readonly rollouts: Rollouts;
  private readonly tellings = new KeyedQueue();
  readonly consumers: Consumers;
  /** Services whose consumers stay out of their group for as long as something is done to it. */
  private readonly aside = new Set<string>();
  /** Stopped for good: a replacement that was under way starts nothing any more. */
  private ended = false;
  private readonly context: BootContext;

  constructor(private readonly parts: FleetParts) {
    this.context = parts.context;
    this.consumers = new Consumers({
      stateOf: (name) => this.stateOf(name),
      wantedOf: (name) => this.desiredOf(name).consumer,
      settleMs: parts.consumerSettleMs ?? consumerSettleMs,
    });
    this.desired = parts.pristine;
    for (const [service, { maxSlots }] of Object.entries(this.context.stack.services)) {
      for (const name of slotNames(service, maxSlots)) this.slots.set(name, this.createSlot(name));
    }
    for (const name of pristineNames(parts.pristine)) this.members.add(name);
    const work = (service: string): Promise<string[]> => this.changes.run(service, () => this.convergeService(service));
    this.rollouts = new Rollouts(goalsOf(parts.pristine), work);
  }

  /** Starts one instance; the first time, before anybody calls. @throws SandboxFailure */
  start(name: string): Promise<number> {
    return this.slot(name).start();
  }

  /** What an instance is to be now, with the addresses it may call. */
  desiredOf(name: string): SlotDesired {
    const desired = this.desired.slots[name];
    if (!desired) throw new SandboxFailure('unknown_target', `no slot ${name} in this stack`);
    const service = serviceOfSlot(name);
    const endpoints = endpointsOf(this.context, service, (dependency) => this.serving(dependency));
    return { ...desired, endpoints, ...(this.aside.has(service) ? { consumer: 'cordoned' as const } : {}) };
  }

  /** What an instance is in a sandbox nobody has touched. */
  pristineOf(name: string): SlotDesired {
    const { pristine } = this.parts;
    const serving = (service: string): Serving[] => namesOf(service, pristine.services[service]).map((slot) => ({ slot }));
    const desired = pristine.slots[name] ?? this.desiredOf(name);
    return { ...desired, endpoints: endpointsOf(this.context, serviceOfSlot(name), serving) };
  }

  /** What an instance itself says it is. @throws Error when it does not answer */
  stateOf(name: string): Promise<SlotState> {
    return this.slot(name).control.state();
  }

  /** Tells every instance that is up what it is to be. @returns what changed. @throws SandboxFailure `apply_failed` naming who did not take it */
  async apply(desired: Desired): Promise<string[]> {
    this.desired = desired;
    const up = [...this.slots.values()].filter(({ isServing }) => isServing);
    const results = await Promise.allSettled(up.map((slot) => this.tell(slot)));
    // Who is being ended meanwhile need not know; its successor boots in the new state.
    const failures = results.flatMap((result, index) =>
      result.status === 'rejected' && up[index]?.isServing ? [`${up[index]?.name}: ${(result.reason as Error).message}`] : [],
    );
    if (failures.length > 0) throw new SandboxFailure('apply_failed', failures.join('; '));
    return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  }

  /**
   * Brings every service to its desired version and number of instances, one change per service at a time. A service that is there
   * already is not waited for, whatever else happens to it.
   * @param waitForEarlier also for work that an earlier call began. @returns what was done. @throws SandboxFailure
   */
  async converge({ waitForEarlier }: { waitForEarlier: boolean }): Promise<string[]> {
    const begun = Object.entries(goalsOf(this.desired)).flatMap(([service, goal]) => this.rollouts.start(service, goal) ?? []);
    const [did] = await Promise.all([Promise.all(begun), waitForEarlier ? this.rollouts.settled() : undefined]);
    return did.flat();
  }

  /** Replaces the running instances of a service, or one instance, one after another. @throws SandboxFailure */
  restart(target: string): Promise<string[]> {
    const service = target in this.context.stack.services ? target : serviceOfSlot(target);
    return this.changes.run(service, async () => {
      const running = this.membersOf(service).filter(({ name }) => target === service || name === target);
      if (running.length === 0) throw new SandboxFailure('unknown_target', `${target} does not run: scale ${service} up first`);
      const did: string[] = [];
      for (const slot of running) did.push(await this.replace(slot));
      return did;
    });
  }

  /**
   * Sends the consumers of a service out of their group, does `work`, and lets them back whatever came of it.
   * @returns what `work` did, and how long the group was empty. @throws SandboxFailure, and what `work` throws
   */
  withoutConsumers(service: string, work: () => Promise<string[]>): Promise<string[]> {
    return this.changes.run(service, async () => {
      const startedAt = performance.now();
      this.aside.add(service);
      try {
        await this.tellConsumers(service);
        return [...(await work()), `${service}: its group stood still for ${((performance.now() - startedAt) / 1000).toFixed(1)} s`];
      } finally {
        this.aside.delete(service);
        await this.tellConsumers(service);
      }
    });
  }

  private async tellConsumers(service: string): Promise<void> {
    const slots = this.membersOf(service).filter(({ isServing }) => isServing);
    await Promise.all(slots.map((slot) => this.tell(slot)));
    await this.consumers.settle(slots.map(({ name }) => name));
  }

  private createSlot(name: string): Slot {
    const { programOf, logOf, onChange, onGivenUp, readyWithinMs } = this.parts;
    const { layout, controlSecret } = this.context;
    const log = logOf(name);
    return new Slot({
      name,
      restartPolicy: this.parts.restartPolicy?.() ?? new RestartPolicy(),
      control: new SlotControl(layout.servicePorts[name] ?? 0, controlSecret),
      launch: () => {
        if (this.ended) throw new SandboxFailure('stopped', `${name} is not started: the sandbox has been stopped`);
        const desired = this.desiredOf(name);
        const file = programOf(serviceOfSlot(name));
        return { version: desired.version, program: startServiceProgram({ context: this.context, name, desired, file, log }) };
      },
      onChange,
      onRevived: () => void this.revived(name),
      onGivenUp,
      readyWithinMs,
    });
  }

  /** An instance that had died, or took long to start, serves. */
  private async revived(name: string): Promise<void> {
    this.resting.delete(name);
    await this.tell(this.slot(name)).catch(() => {});
    await this.tellClients(serviceOfSlot(name));
  }

  health(): ComponentHealth[] {
    return this.running().map((slot) => slot.health());
  }

  /** Instances that are meant to run. */
  memberNames(): string[] {
    return [...this.members];
  }

  running(): Slot[] {
    return [...this.slots.values()].filter(({ state }) => state !== 'stopped');
  }

  async stop(graceMs: number): Promise<void> {
    this.ended = true;
    await Promise.all([...this.slots.values()].map((slot) => slot.stop({ drain: false, graceMs })));
  }

  private async convergeService(service: string): Promise<string[]> {
    const wanted = this.desired.services[service];
    if (!wanted) return [];
    const names = instancesOf(service, wanted);
    const did: string[] = [];
    const missing = names.filter((name) => !this.members.has(name)).map((name) => this.slot(name));
    did.push(...(await Promise.all(missing.map((slot) => this.add(slot)))));
    for (const slot of names.map((name) => this.slot(name))) {
      if (slot.version !== this.desired.slots[slot.name]?.version) did.push(await this.replace(slot));
    }
    const extra = this.membersOf(service).filter(({ name }) => !names.includes(name));
    did.push(...(await Promise.all(extra.map((slot) => this.remove(slot)))));
    return did;
  }

  private async add(slot: Slot): Promise<string> {
    this.members.add(slot.name);
    this.resting.add(slot.name);
    const tookMs = await slot.start();
    await this.callAgain(slot);
    return `${slot.name}: started ${slot.version}, ready after ${Math.round(tookMs)} ms`;
  }

  private async remove(slot: Slot): Promise<string> {
    await this.leaveAlone(slot);
    await slot.stop({ drain: true });
    this.members.delete(slot.name);
    this.resting.delete(slot.name);
    return `${slot.name}: drained and stopped`;
  }

  private async replace(slot: Slot): Promise<string> {
    const before = slot.version;
    await this.leaveAlone(slot);
    await slot.stop({ drain: true });
    const tookMs = await slot.start();
    await this.callAgain(slot);
    return `${slot.name}: ${before} drained and stopped, ${slot.version} ready after ${Math.round(tookMs)} ms`;
  }

  private async leaveAlone(slot: Slot): Promise<void> {
    this.resting.add(slot.name);
    await this.tellClients(serviceOfSlot(slot.name));
  }

  private async callAgain(slot: Slot): Promise<void> {
    this.resting.delete(slot.name);
    // Whatever was decided while it booted.
    await this.tell(slot);
    await this.tellClients(serviceOfSlot(slot.name));
  }

  /** Callers that cannot be told keep calling as before: they meet the errors a real caller would. */
  private async tellClients(service: string): Promise<void> {
    const callers = clientsOf(this.context.stack, service).flatMap((client) => this.membersOf(client));
    await Promise.all(callers.filter(({ state }) => state === 'up').map((slot) => this.tell(slot).catch(() => {})));
  }

  /** One telling at a time per instance, each with what is desired when its turn comes: an older state never overtakes a newer one. */
  private tell(slot: Slot): Promise<string[]> {
    return this.tellings.run(slot.name, async () => {
      const applied = await slot.control.apply(this.desiredOf(slot.name));
      if (applied.includes('consumer')) this.consumers.told(slot.name);
      return applied.map((change) => `${slot.name}: ${change}`);
    });
  }

  /** Instances callers are given: all but the resting ones, unless no other is left. A canary among others gets its share of all calls. */
  private serving(service: string): Serving[] {
    const all = this.membersOf(service).map(({ name }) => name);
    const awake = all.filter((name) => !this.resting.has(name));
    const given = awake.length > 0 ? awake : all;
    return withShares(given, this.desired.services[service]?.canary);
  }

  private membersOf(service: string): Slot[] {
    const { maxSlots } = this.context.stack.services[service] ?? { maxSlots: 0 };
    return slotNames(service, maxSlots)
      .filter((name) => this.members.has(name))
      .map((name) => this.slot(name));
  }

  private slot(name: string): Slot {
    const slot = this.slots.get(name);
    if (!slot) throw new SandboxFailure('unknown_target', `no slot ${name} in this stack`);
    return slot;
  }
}

/** Instances of an untouched sandbox. */
export function pristineNames({ services }: Desired): string[] {
  return Object.entries(services).flatMap(([service, wanted]) => instancesOf(service, wanted));
}

/** Version and number of instances of every service, as text. */
function goalsOf({ services }: Desired): Record<string, string> {
  return Object.fromEntries(Object.entries(services).map(([service, wanted]) => [service, JSON.stringify(wanted)]));
}

function namesOf(service: string, wanted: DesiredService | undefined): string[] {
  return wanted ? instancesOf(service, wanted) : [];
}
