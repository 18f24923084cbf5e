import type { ComponentHealth, SupervisorMessage } from '../../core/sandbox/messages.ts';

type Kind = ComponentHealth['kind'];

/** How far every part of the sandbox is, as told to the server: progress while it starts, health afterwards. */
export class ComponentBoard {
  private readonly entries = new Map<string, ComponentHealth>();

  constructor(private readonly send: (message: SupervisorMessage) => void) {}

  /** Follows one start: says `starting`, then `ready` or `failed` with the time it took. */
  async follow<T>(component: string, kind: Kind, start: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const tell = (state: 'starting' | 'ready' | 'failed', detail?: string): void =>
      this.send({ type: 'progress', component, state, tookMs: Math.round(performance.now() - startedAt), ...(detail ? { detail } : {}) });
    this.entries.set(component, { component, kind, state: 'starting', restarts: 0 });
    tell('starting');
    try {
      const result = await start();
      this.update(component, { state: 'up' });
      tell('ready');
      return result;
    } catch (error) {
      this.update(component, { state: 'down' });
      tell('failed', (error as Error).message);
      throw error;
    }
  }

  /** Notes what has changed about a part that is followed. */
  update(component: string, change: Partial<ComponentHealth>): void {
    const entry = this.entries.get(component);
    if (entry) this.entries.set(component, { ...entry, ...change });
  }

  /** Everything but the services, which know their own health. */
  health(): ComponentHealth[] {
    return [...this.entries.values()].filter(({ kind }) => kind !== 'service');
  }
}
