import { PushReply } from './resp/reply.ts';
import type { Session } from './session.ts';

/** Who listens to which channel. */
export class Channels {
  readonly #listeners = new Map<string, Set<Session>>();

  get size(): number {
    return this.#listeners.size;
  }

  subscribe(session: Session, channel: string): void {
    session.channels.add(channel);
    const listeners = this.#listeners.get(channel);
    if (listeners) listeners.add(session);
    else this.#listeners.set(channel, new Set([session]));
  }

  unsubscribe(session: Session, channel: string): void {
    session.channels.delete(channel);
    const listeners = this.#listeners.get(channel);
    listeners?.delete(session);
    if (listeners?.size === 0) this.#listeners.delete(channel);
  }

  /** Takes a client that is gone off every channel. */
  leave(session: Session): void {
    for (const channel of [...session.channels]) this.unsubscribe(session, channel);
  }

  /** Number of clients that got it. */
  publish(channel: string, message: string): number {
    const listeners = this.#listeners.get(channel);
    for (const listener of listeners ?? []) listener.send(new PushReply(['message', channel, message]));
    return listeners?.size ?? 0;
  }
}
