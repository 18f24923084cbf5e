/** Pages over a house without processes, whose clock is moved by hand: what they look like in every state costs seconds here. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Joined } from '../../core/protocol/messages.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { type StackView, stackViewSchema } from '../../core/protocol/stack-view.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { openTestApp, type TestApp } from '../../server/test-app.fixture.ts';
import { type Person, person } from './chromium.ts';
import { watchShifts } from './layout-shift.ts';

interface Visiting {
  viewport?: { width: number; height: number };
  /** Before the page is opened. */
  prepare?(page: Page): Promise<void>;
}

export interface Screens {
  edge: TestApp;
  /** A browser of their own at this address; as that player, with the facilitator's key, or as anybody. What moves there is counted. */
  visit(path: string, who?: Joined | 'facilitator' | null, how?: Visiting): Promise<Page>;
  /** Says it as this player. @throws Error when it is refused */
  say(who: Joined, command: object): Promise<void>;
  /** Lets seconds pass with a second of telemetry in each of the newest few. */
  pass(seconds: number, badShare?: Record<string, number>): Promise<void>;
  /** What the consoles complained of so far. */
  complaints(): string[];
  close(): Promise<void>;
}

const shownSeconds = 5;
const usual = { width: 1440, height: 900 };

export async function openScreens(browser: Browser): Promise<Screens> {
  const edge = await openTestApp({ clientFolder: join(projectRoot(), 'dist/client') });
  const stack = stackViewSchema.parse((await edge.call('GET', '/api/v1/stack')).body);
  const people: Person[] = [];
  let commands = 0;
  return {
    edge,
    async visit(path, who = null, { viewport = usual, prepare } = {}) {
      const visitor = await person(browser, viewport);
      people.push(visitor);
      await watchShifts(visitor.page);
      await prepare?.(visitor.page);
      await visitor.context.addInitScript(
        ({ identity, key }) => {
          if (identity !== null) localStorage.setItem('brownout.identities', JSON.stringify([identity]));
          if (key !== null) sessionStorage.setItem('brownout.facilitatorKey', key);
        },
        { identity: typeof who === 'object' ? who : null, key: who === 'facilitator' ? 'the-key' : null },
      );
      await visitor.page.goto(edge.url + path);
      return visitor.page;
    },
    async say({ drillId, playerToken }, command) {
      const answer = await edge.call('POST', `/api/v1/drills/${drillId}/commands`, {
        headers: { authorization: `Bearer ${playerToken}` },
        body: { commandId: `screen-${(commands += 1)}`, ...command },
      });
      if (answer.status !== 200) throw new Error(`${JSON.stringify(command)}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    async pass(seconds, badShare) {
      await edge.house.pass(Math.max(0, seconds - shownSeconds), badShare);
      for (let second = 0; second < Math.min(seconds, shownSeconds); second += 1) {
        await edge.house.pass(1, badShare);
        edge.app.socket.signals(frameAt(Math.floor(edge.house.clock.wallMs() / 1000), stack));
      }
    },
    complaints: () => people.flatMap(({ complaints }) => complaints),
    async close() {
      for (const { context } of people) await context.close();
      await edge.close();
    },
  };
}

/** An ordinary second: every service and link has figures, a group has lag. */
function frameAt(epochSecond: number, { services, links }: StackView): SignalFrame {
  const red = { ratePerSecond: 41.5, errorShare: 0.002, p50Ms: 12, p95Ms: 48, p99Ms: 90 };
  return {
    epochSecond,
    services: Object.fromEntries(services.map(({ service }) => [service, red])),
    links: Object.fromEntries(links.map(({ link }) => [link, red])),
    partitions: [{ group: 'fulfilment', topic: 'orders.placed', partition: 0, member: 'fulfilment-1', lag: 12, lagSeconds: 1 }],
    goodputPerSecond: 40,
    cacheHitPercent: 92,
    redisUsedMb: 3,
    redisMaxMb: 64,
    eventLoopDelayMs: {},
    ingest: { spans: 0, points: 0, logs: 0, refused: 0 },
  };
}

/** From a phone to the wall of a room. */
const widths = [390, 1280, 1440, 3840] as const;

/** Where the page is wider than the screen; two frames after each change, when it has been laid out anew. */
export async function widerThanTheScreen(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 3840 ? 2160 : 844 });
    const over = await page.evaluate(async () => {
      for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      return document.documentElement.scrollWidth - innerWidth;
    });
    if (over > 0) found.push(`${over} px wider than ${width} px`);
  }
  await page.setViewportSize(usual);
  return found;
}
