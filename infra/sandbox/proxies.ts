/** The only file that knows the Toxiproxy client: it tells failures by text alone, so reasons are added here. */
import { Toxiproxy } from 'toxiproxy-node-client';
import type { Desired, NamedToxic } from '../../core/sandbox/desired.ts';
import type { ProxyPlan } from '../../core/stack/layout.ts';
import { SandboxFailure } from './failure.ts';
import { groupBy } from './group-by.ts';
import { sameToxic } from './same-toxic.ts';

export type ProxyStates = Desired['proxies'];

/** As the server's own HTTP API gives it; the client's classes leave the toxics out. */
interface ProxyRecord {
  enabled: boolean;
  toxics: NamedToxic[];
}

/** Work on one link: on all of its proxies, or undone on all of them. */
interface Step {
  proxy: string;
  did: string;
  run: () => Promise<unknown>;
  undo: () => Promise<unknown>;
}

export class Proxies {
  private readonly server: Toxiproxy;
  private readonly linkOf: Map<string, string>;

  constructor(
    port: number,
    private readonly plans: readonly ProxyPlan[],
  ) {
    this.server = new Toxiproxy(`http://127.0.0.1:${port}`);
    this.linkOf = new Map(plans.map(({ name, link }) => [name, link]));
  }

  /** Creates every proxy, enabled and without toxics. `collectorPort` is where a plan without an upstream leads. */
  async create(collectorPort: number): Promise<void> {
    const bodies = this.plans.map(({ name, listenPort, upstreamPort }) => ({
      name,
      listen: `127.0.0.1:${listenPort}`,
      upstream: `127.0.0.1:${upstreamPort || collectorPort}`,
      enabled: true,
    }));
    await this.server.populate(bodies).catch(refuse(`creating ${bodies.length} proxies`));
  }

  /** Removes every proxy there is, whoever made it. */
  async removeAll(): Promise<void> {
    const names = Object.keys(await this.read());
    const removals = names.map((name) => this.server.getApi().delete(`${this.server.host}/proxies/${name}`));
    await Promise.all(removals).catch(refuse('removing the proxies of another sandbox'));
  }

  /** As really in force. */
  async read(): Promise<ProxyStates> {
    const { data } = await this.server
      .getApi()
      .get<Record<string, ProxyRecord>>(`${this.server.host}/proxies`)
      .catch(refuse('reading the proxies'));
    return Object.fromEntries(Object.entries(data).map(([name, { enabled, toxics }]) => [name, { enabled, toxics }]));
  }

  /**
   * Makes the proxies exactly as desired, every link wholly or not at all.
   * @returns what was done, one line per link. @throws SandboxFailure `apply_failed`; links that failed are as they were before.
   */
  async apply(desired: ProxyStates): Promise<string[]> {
    const actual = await this.read();
    const byLink = groupBy(
      Object.entries(desired).flatMap(([name, wanted]) => this.steps(name, actual[name], wanted)),
      ({ proxy }) => this.linkOf.get(proxy) ?? proxy,
    );
    const results = await Promise.allSettled([...byLink].map(([link, steps]) => runLink(link, steps)));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [String((result.reason as Error).message)] : []));
    if (failures.length > 0) throw new SandboxFailure('apply_failed', failures.join('; '), { component: 'toxiproxy' });
    return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  }

  private steps(name: string, actual: ProxyRecord | undefined, wanted: ProxyRecord): Step[] {
    if (!actual) throw new SandboxFailure('apply_failed', `Toxiproxy has no proxy ${name}`, { component: 'toxiproxy' });
    const steps: Step[] = [];
    if (actual.enabled !== wanted.enabled) {
      steps.push({
        proxy: name,
        did: wanted.enabled ? 'enabled' : 'disabled',
        run: () => this.setEnabled(name, wanted.enabled),
        undo: () => this.setEnabled(name, actual.enabled),
      });
    }
    for (const toxic of missingFrom(wanted.toxics, actual.toxics)) {
      steps.push({
        proxy: name,
        did: `toxic ${toxic.name} removed`,
        run: () => this.removeToxic(name, toxic),
        undo: () => this.addToxic(name, toxic),
      });
    }
    for (const toxic of missingFrom(actual.toxics, wanted.toxics)) {
      steps.push({
        proxy: name,
        did: `toxic ${toxic.name} (${toxic.type}) added`,
        run: () => this.addToxic(name, toxic),
        undo: () => this.removeToxic(name, toxic),
      });
    }
    return steps;
  }

  private setEnabled(name: string, enabled: boolean): Promise<unknown> {
    return this.server.getApi().post(`${this.server.host}/proxies/${name}`, { enabled });
  }

  private addToxic(name: string, toxic: NamedToxic): Promise<unknown> {
    return this.server.getApi().post(`${this.server.host}/proxies/${name}/toxics`, toxic);
  }

  private removeToxic(name: string, toxic: NamedToxic): Promise<unknown> {
    return this.server.getApi().delete(`${this.server.host}/proxies/${name}/toxics/${toxic.name}`);
  }
}

/** Toxics of `present` that `others` has not. */
function missingFrom(others: readonly NamedToxic[], present: readonly NamedToxic[]): NamedToxic[] {
  return present.filter((toxic) => !others.some((other) => sameToxic(other, toxic)));
}

/** Proxies side by side, the steps of one proxy in order (a toxic is replaced by remove and add). */
async function runLink(link: string, steps: Step[]): Promise<string[]> {
  const done: Step[] = [];
  const runProxy = async (own: Step[]): Promise<void> => {
    for (const step of own) {
      // Noted before it runs: a request that timed out may have worked.
      done.push(step);
      await step.run();
    }
  };
  const results = await Promise.allSettled([...groupBy(steps, ({ proxy }) => proxy).values()].map(runProxy));
  const failed = results.find((result) => result.status === 'rejected');
  if (!failed) return [...new Set(steps.map(({ did }) => `${link}: ${did}`))];
  for (const step of done.reverse()) await step.undo().catch(() => {});
  throw new Error(`${link}: ${(failed.reason as Error).message}; its proxies are as before`);
}

function refuse(what: string): (cause: unknown) => never {
  return (cause) => {
    throw new SandboxFailure('apply_failed', `Toxiproxy refused ${what}: ${(cause as Error).message}`, { component: 'toxiproxy' });
  };
}
