import { type ProfileWish, profileWishSchema, type TakenProfile } from '../../../core/profile/taken.ts';
import type { SandboxLayout } from '../../../core/stack/layout.ts';
import { serviceOfSlot } from '../../../core/stack/schema.ts';
import { SandboxFailure } from '../failure.ts';
import { frameNamer, renamed } from './source-names.ts';

interface Instance {
  name: string;
  isServing: boolean;
  control: { profile(wish: Omit<ProfileWish, 'slot'>): Promise<TakenProfile> };
}

interface ProfilerParts {
  layout: Pick<SandboxLayout, 'servicePorts'>;
  running: () => readonly Instance[];
  /** Absolute path of a service's built program. */
  programOf: (service: string) => string;
}

/** Takes profiles of service instances, one at a time for each. */
export class Profiler {
  private readonly taking = new Set<string>();

  constructor(private readonly parts: ProfilerParts) {}

  /** @throws SandboxFailure */
  async take(wish: ProfileWish): Promise<TakenProfile> {
    const { slot, kind, seconds } = wish;
    const instance = this.instanceOf(wish);
    if (this.taking.has(slot)) throw new SandboxFailure('not_ready', `a profile of ${slot} is being taken already`);
    this.taking.add(slot);
    try {
      const taken = await instance.control.profile({ kind, seconds });
      return renamed(taken, await frameNamer(this.parts.programOf(serviceOfSlot(slot))));
    } catch (error) {
      throw new SandboxFailure('apply_failed', `${slot} gave no profile: ${(error as Error).message}`);
    } finally {
      this.taking.delete(slot);
    }
  }

  private instanceOf(wish: ProfileWish): Instance {
    if (!profileWishSchema.safeParse(wish).success)
      throw new SandboxFailure('invalid_operation', 'a profile is of a slot, cpu or heap, for 1 to 30 s');
    const { slot } = wish;
    if (!Object.hasOwn(this.parts.layout.servicePorts, slot)) throw new SandboxFailure('unknown_target', `no slot ${slot} in this stack`);
    const instance = this.parts.running().find(({ name }) => name === slot);
    if (!instance?.isServing) throw new SandboxFailure('not_ready', `${slot} does not run at this moment`);
    return instance;
  }
}
