/** Profiles that were taken in one drill: one at a time of each instance, few at once, and the newest kept. */

import type { ProfileWish } from '../../core/profile/taken.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { ProfileView } from '../../core/protocol/profiles.ts';
import type { SandboxErrorCode } from '../../core/sandbox/messages.ts';
import type { Clock } from '../ports/clock.ts';
import { type Sandbox, SandboxError } from '../ports/sandbox.ts';

export type Begun = { ok: true; profile: ProfileView } | Extract<Ack, { ok: false }>;

/** Each costs its instance some of its processor. */
const mostAtOnce = 2;
/** What is kept of a drill; the oldest goes first. */
const mostKept = 12;
const mostBytes = 16 * 1024 * 1024;

interface ProfileDeskParts {
  sandbox: Pick<Sandbox, 'profile'>;
  clock: Clock;
  log: (line: string) => void;
}

interface Entry {
  view: Omit<ProfileView, 'ranMs'>;
  begunAtMs: number;
  /** JSON of a `TakenProfile`. */
  text: Buffer | null;
}

export class ProfileDesk {
  readonly #parts: ProfileDeskParts;
  #entries: Entry[] = [];
  #begun = 0;

  constructor(parts: ProfileDeskParts) {
    this.#parts = parts;
  }

  /** Begins one; it is in the list from now on. @param about who asks, and the game time */
  begin(wish: ProfileWish, about: { by: string; atMs: number }): Begun {
    const running = this.#entries.filter(({ view }) => view.state === 'running');
    if (running.some(({ view }) => view.slot === wish.slot)) return refusal('profile_running', wish.slot);
    if (running.length >= mostAtOnce) return refusal('profile_running', running.map(({ view }) => view.slot).join(', '));
    this.#begun += 1;
    const view: Entry['view'] = { profileId: `p${this.#begun}`, ...wish, ...about, state: 'running', bytes: 0, problem: null };
    const entry: Entry = { view, begunAtMs: this.#parts.clock.monotonicMs(), text: null };
    this.#entries.push(entry);
    void this.#take(entry, wish);
    return { ok: true, profile: this.#shown(entry) };
  }

  /** Newest first. */
  list(): ProfileView[] {
    return this.#entries.map((entry) => this.#shown(entry)).reverse();
  }

  /** A profile that is done, as it is told of and as JSON; null for any other. */
  done(profileId: string): { view: ProfileView; text: Buffer } | null {
    const entry = this.#entries.find(({ view }) => view.profileId === profileId);
    return entry?.text ? { view: this.#shown(entry), text: entry.text } : null;
  }

  async #take(entry: Entry, wish: ProfileWish): Promise<void> {
    const { sandbox, log } = this.#parts;
    try {
      entry.text = Buffer.from(JSON.stringify(await sandbox.profile(wish)));
      Object.assign(entry.view, { state: 'done', bytes: entry.text.length });
    } catch (error) {
      log(`profile of ${wish.slot}: ${error instanceof SandboxError ? error.words : ((error as Error).stack ?? '')}`);
      Object.assign(entry.view, { state: 'failed', problem: wordsOf(wish, error instanceof SandboxError ? error.code : null) });
    }
    this.#makeRoom();
  }

  #makeRoom(): void {
    const bytes = (): number => this.#entries.reduce((sum, { view }) => sum + view.bytes, 0);
    while (this.#entries.length > mostKept || bytes() > mostBytes) {
      const oldest = this.#entries.find(({ view }) => view.state !== 'running');
      if (!oldest) return;
      this.#entries = this.#entries.filter((entry) => entry !== oldest);
    }
  }

  #shown({ view, begunAtMs }: Entry): ProfileView {
    const sinceMs = this.#parts.clock.monotonicMs() - begunAtMs;
    return { ...view, ranMs: Math.min(view.seconds * 1000, view.state === 'done' ? Number.POSITIVE_INFINITY : sinceMs) };
  }
}

/** In our words: what the sandbox reports is for the terminal. */
function wordsOf({ slot }: ProfileWish, code: SandboxErrorCode | null): string {
  if (code === 'stopped') return 'The sandbox ended before the profile was done.';
  if (code === 'not_ready') return `${slot} does not run at this moment, or is being profiled already.`;
  return `${slot} gave no profile: it did not answer in time, was restarted, or has too much to tell. Try again, shorter.`;
}
