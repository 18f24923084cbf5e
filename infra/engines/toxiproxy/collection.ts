import { apiError } from './api/api-error.ts';
import { Proxy, type ProxyEnvironment, type ProxyInput } from './proxy.ts';

export interface NamedProxyInput extends ProxyInput {
  name: string;
}

/** What `populate` did before it ended, and why it ended early if it did. */
interface Populated {
  proxies: Proxy[];
  error?: unknown;
}

/** The proxies of a server. Changes run one after another, so two requests never interleave on one proxy. */
export class ProxyCollection {
  readonly #proxies = new Map<string, Proxy>();
  readonly #environment: ProxyEnvironment;
  #last: Promise<unknown> = Promise.resolve();

  constructor(environment: ProxyEnvironment) {
    this.#environment = environment;
  }

  /** In order of creation. */
  all(): Proxy[] {
    return [...this.#proxies.values()];
  }

  /** @throws ApiError `proxy not found` */
  get(name: string): Proxy {
    const proxy = this.#proxies.get(name);
    if (!proxy) throw apiError('proxyNotFound');
    return proxy;
  }

  /** @throws ApiError `proxy already exists`, or Error when it cannot listen; then nothing is added. */
  add(input: NamedProxyInput): Promise<Proxy> {
    return this.#serially(async () => {
      if (this.#proxies.has(input.name)) throw apiError('proxyAlreadyExists');
      return this.#create(input);
    });
  }

  /** @throws ApiError `proxy not found`, or Error when it cannot listen. */
  update(name: string, change: Partial<ProxyInput>): Promise<Proxy> {
    return this.#serially(async () => {
      const proxy = this.get(name);
      const { listen, upstream, enabled } = proxy;
      await proxy.update({ listen, upstream, enabled, ...change });
      return proxy;
    });
  }

  /** @throws ApiError `proxy not found` */
  remove(name: string): Promise<void> {
    return this.#serially(() => {
      this.get(name).stop();
      this.#proxies.delete(name);
    });
  }

  /** Creates what is missing and replaces what has other addresses; a proxy with the same ones is left alone, whatever its state. */
  populate(inputs: readonly NamedProxyInput[]): Promise<Populated> {
    return this.#serially(async () => {
      const proxies: Proxy[] = [];
      try {
        for (const input of inputs) proxies.push(await this.#addOrReplace(input));
      } catch (error) {
        return { proxies, error };
      }
      return { proxies };
    });
  }

  /** Starts every proxy and removes all toxics. @throws Error when one cannot listen; those after it are left as they are. */
  reset(): Promise<void> {
    return this.#serially(async () => {
      for (const proxy of this.#proxies.values()) {
        await proxy.start();
        proxy.toxics.removeAll();
      }
    });
  }

  /** Stops every proxy. */
  close(): Promise<void> {
    return this.#serially(() => {
      for (const proxy of this.#proxies.values()) proxy.stop();
      this.#proxies.clear();
    });
  }

  async #addOrReplace(input: NamedProxyInput): Promise<Proxy> {
    const existing = this.#proxies.get(input.name);
    if (existing && !(await existing.differs(input))) return existing;
    existing?.stop();
    return this.#create(input);
  }

  async #create(input: NamedProxyInput): Promise<Proxy> {
    const proxy = new Proxy(input.name, input, this.#environment);
    if (input.enabled) await proxy.start();
    this.#proxies.set(input.name, proxy);
    return proxy;
  }

  #serially<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}
