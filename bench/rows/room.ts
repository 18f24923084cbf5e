import type { CDPSession, Page } from 'playwright-core';
import { openPage, takeFelt, watchFeel } from '../harness/browser.ts';
import { ask, startHelper } from '../harness/programs.ts';
import type { OpenedMessage } from '../programs/room-server.ts';
import type { Measurement, Row } from '../row.ts';

/** A pod plays on the laptops it has, beside other things: so many times slower than this machine. */
const slower = 4;
/** INP of 200 ms and less is called good, more than 500 ms poor. */
const goalMs = 200;
/** Between two acts: a person looks at what the first one did, and seconds of the drill fall anywhere between. */
const lookMs = 650;

/** What a person feels at a page that is told of a drill every second: how long each kind of press waits for its frame, and what the page does unasked. */
export const roomRow: Row = {
  name: 'room',
  about: `the war room in a Chromium that is ${slower} times slower: worst interaction (INP) by kind, and work for each second of a drill`,
  runs: 3,
  async open({ ends, say, note, quick }) {
    const page = await openPage(ends);
    if (!page) {
      note('room: no Chromium found; install one or set CHROMIUM to its path');
      return async () => [];
    }
    const server = await startHelper(ends, 'room-server');
    say('a drill of ten minutes begins');
    const { url, identity } = await ask<OpenedMessage>(server, { type: 'open' }, 'opened');
    await page.addInitScript((known) => localStorage.setItem('brownout.identities', JSON.stringify([known])), identity);
    await page.goto(`${url}/drill/${identity.drillId}`);
    await page.locator('.ev-map .ev-node').first().waitFor();
    await page.locator('.war-line').first().waitFor();
    await watchFeel(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    return async () => {
      await ask(server, { type: 'go' }, 'goes');
      const unasked = await workUnasked(page, session, quick ? 4000 : 15_000);
      const felt: Measurement[] = [];
      for (const [kind, acts] of Object.entries(kinds)) {
        felt.push({ figure: `worst of ${kind}`, unit: 'ms', value: await worstOf(page, acts, quick ? 1 : 3), goal: { atMost: goalMs } });
        say(`${kind} done`);
      }
      await ask(server, { type: 'halt' }, 'halted');
      return [unasked, ...felt];
    };
  },
};

/** While nobody presses anything: what the page computes for each second that it is told of. */
async function workUnasked(page: Page, session: CDPSession, forMs: number): Promise<Measurement> {
  const taskSeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await taskSeconds();
  await page.waitForTimeout(forMs);
  return { figure: 'work for a second of the drill', unit: 'ms', value: ((await taskSeconds()) - before) * (1_000_000 / forMs) };
}

type Act = (page: Page) => Promise<unknown>;

async function worstOf(page: Page, acts: readonly Act[], times: number): Promise<number> {
  await takeFelt(page);
  for (let time = 0; time < times; time += 1) {
    for (const act of acts) {
      await act(page);
      await page.waitForTimeout(lookMs);
    }
  }
  return (await takeFelt(page)).worst;
}

const tab =
  (name: string): Act =>
  (page) =>
    page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
const node =
  (name: string): Act =>
  (page) =>
    page.locator('.ev-node', { hasText: name }).click();
const key =
  (pressed: string): Act =>
  async (page) => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press(pressed);
  };
const escape: Act = (page) => page.keyboard.press('Escape');
const field: Act = async (page) => {
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.click();
  await page.keyboard.type('all of them hang');
  await message.fill('');
};

/** What is done all the time. */
const kinds: Readonly<Record<string, readonly Act[]>> = {
  'tabs of the evidence': ['Metrics', 'Map', 'Traces', 'Map', 'Kafka', 'Map'].map(tab),
  'components of the map': ['orders', 'catalog', 'catalog'].map(node),
  'tabs of the room': ['Board', 'Tasks', 'Channel'].map(tab),
  'forms by a key': [key('d'), escape, key('y'), escape, key('Control+k'), escape],
  'menus of actions': [(page) => page.getByRole('button', { name: /^Cache/ }).click(), escape],
  'words typed': [field],
};
