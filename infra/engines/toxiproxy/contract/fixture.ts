import { type Proxy, Toxiproxy } from 'toxiproxy-node-client';
import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { knownDifferences } from '../known-differences.ts';
import { Peer, Upstream } from '../testing/network.ts';
import type { RunningServer, StartOptions, Target } from '../testing/targets.ts';

interface Answer {
  status: number;
  type: string | null;
  headers: Headers;
  text: string;
}

export interface Pair {
  client: Peer;
  server: Peer;
}

type ToxicBody = Record<string, unknown>;

/** One server for a group of rules; whatever a rule opens is closed after it. */
export class Fixture {
  readonly #options: StartOptions;
  readonly #target: Target;
  #server: RunningServer | undefined;
  readonly #opened: (() => unknown)[] = [];
  #proxies = 0;

  constructor(target: Target, options: StartOptions = {}) {
    this.#target = target;
    this.#options = options;
    beforeAll(async () => {
      this.#server = await target.start(options);
    });
    afterEach(() => this.#clean());
    afterAll(async () => {
      await this.#server?.stop();
    });
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get toxiproxy(): Toxiproxy {
    return new Toxiproxy(this.url);
  }

  /** Another server of the same kind, for rules about a whole run. */
  async anotherServer(options: StartOptions): Promise<Toxiproxy> {
    const server = await this.#target.start({ ...this.#options, ...options });
    this.onEnd(() => server.stop());
    return new Toxiproxy(server.url);
  }

  /** Runs after the rule, last first. */
  onEnd(close: () => unknown): void {
    this.#opened.push(close);
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(this.url + path, { method, headers, redirect: 'manual', ...payload });
    return { status: response.status, type: response.headers.get('content-type'), headers: response.headers, text: await response.text() };
  }

  async upstream(): Promise<Upstream> {
    const upstream = await Upstream.start();
    this.onEnd(() => upstream.close());
    return upstream;
  }

  /** A proxy in front of the upstream, with toxics. */
  async proxy(upstream: Upstream, toxics: ToxicBody[] = []): Promise<Proxy> {
    const name = `gateway_to_catalog-${++this.#proxies}`;
    const proxy = await this.toxiproxy.createProxy({ name, listen: '127.0.0.1:0', upstream: `127.0.0.1:${upstream.port}` });
    for (const toxic of toxics) await this.addToxic(proxy, toxic);
    return proxy;
  }

  async addToxic(proxy: Proxy, toxic: ToxicBody): Promise<void> {
    const answer = await this.request('POST', `/proxies/${proxy.name}/toxics`, toxic);
    if (answer.status !== 200) throw new Error(answer.text);
  }

  async connect(proxy: Proxy): Promise<Peer> {
    const peer = await Peer.connect(portOf(proxy));
    this.onEnd(() => peer.socket.destroy());
    return peer;
  }

  /** A client through the proxy and the connection it caused at the upstream. */
  async pair(proxy: Proxy, upstream: Upstream): Promise<Pair> {
    const [client, server] = await Promise.all([this.connect(proxy), upstream.accept()]);
    return { client, server };
  }

  async #clean(): Promise<void> {
    for (const close of this.#opened.splice(0).reverse()) await close();
    for (const proxy of Object.values(await this.toxiproxy.getAll())) await proxy.remove();
  }
}

export function portOf(proxy: Proxy): number {
  return Number(proxy.listen.slice(proxy.listen.lastIndexOf(':') + 1));
}

/** A rule only our server keeps, named with what the original does instead; the original has nothing to keep there, so nothing stands in its report. */
export function ruleOfOurs(target: Target, difference: keyof typeof knownDifferences): (name: string, run: () => Promise<void>) => void {
  const { original } = knownDifferences[difference];
  return (name, run) => {
    if (!target.original) test(`${name} [the original differs: ${original}]`, run);
  };
}
