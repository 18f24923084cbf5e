/** What else is sent to the house: by the facilitator, into a record, to get in or to begin something, and raw over a socket. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import {
  facilitatorCommandSchema,
  joinSchema,
  openGameDaySchema,
  recordCommandSchema,
  startDrillSchema,
} from '../core/protocol/commands.ts';
import { errorCodes } from '../core/protocol/errors.ts';
import type { Joined } from '../core/protocol/messages.ts';
import { startShiftSchema } from '../core/protocol/shifts.ts';
import { fieldsOf, sampleOf, shapeOf, shapesOf, withAt } from './command-shapes.fixture.ts';
import { plainText } from './http/plain-text.ts';
import { openPageRobot, type PageRobot } from './page-robot.fixture.ts';
import { facilitatorKey, openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;
let ana: Joined;
let ben: Joined;
const pages: PageRobot[] = [];

beforeEach(async () => {
  edge = await openTestApp();
  ana = await edge.start({ scenarioId: 'tuesday-half-past-ten', seed: 1, playerName: 'Ana' });
  ben = (await edge.join({ name: 'Ben' })).body as unknown as Joined;
  await edge.house.pass(30);
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.close();
  await edge.close();
});

const as = (who: Joined) => ({ authorization: `Bearer ${who.playerToken}` });
const log = () => edge.house.store.read(ana.drillId);
const ownFailures = (): string[] => edge.house.lines.filter((line) => /^(socket|http): | failed: /.test(line));
const facilitate = (body: unknown) =>
  edge.call('POST', `/api/v1/facilitator/drills/${ana.drillId}/commands`, { headers: facilitatorKey, body });
const write = (body: unknown) => edge.call('POST', `/api/v1/drills/${ana.drillId}/record`, { headers: as(ana), body });
async function end(): Promise<void> {
  expect(await facilitate({ type: 'endAndDebrief', commandId: 'end', reason: 'enough' })).toMatchObject({ status: 200 });
  await edge.house.clock.advance(1000);
}

const wrong: unknown[] = [null, 7, [], { toString: 'x' }, ' \u200B\u3164 ', 'x'.repeat(9_000)];

/** Bodies of this shape with one thing wrong in each, as far as the schema does not take them after all. */
function misshapen(schema: z.ZodType, body: object): unknown[] {
  const shape = shapeOf(schema);
  const bodies = [
    ...fieldsOf(shape).flatMap(({ path }) => wrong.map((value) => withAt(body, path, value))),
    ...['playerId', 'atMs', 'isFacilitator', 'admin'].map((key) => ({ ...body, [key]: 1 })),
    ...['text', [], 7, null],
  ];
  return bodies.filter((each) => !schema.safeParse(plainText(each)).success);
}

describe('commands of the facilitator', () => {
  const known = { playerId: 'p-none', injectId: 'none', fault: 'latency', target: 'catalog->redis', parameters: {}, faultId: 'none' };

  test('[BI8] each is taken once, or refused by a closed code; misshapen ones write nothing', async () => {
    const before = (await log()).length;
    for (const { type, shape } of shapesOf(facilitatorCommandSchema)) {
      const body = { ...(sampleOf(shape, known) as object), commandId: type };
      for (const unfit of misshapen(optionOf(facilitatorCommandSchema, type), body))
        expect([type, await facilitate(unfit)]).toMatchObject([type, { status: 400, body: { code: 'bad_message' } }]);
    }
    expect((await log()).length).toBe(before);
    for (const { type, shape } of shapesOf(facilitatorCommandSchema)) {
      const body = { ...(sampleOf(shape, known) as object), commandId: type };
      const [first, second] = await Promise.all([facilitate(body), facilitate(body)]);
      expect([type, first?.status]).toEqual([type, second?.status]);
      const { status, body: told } = first ?? { status: 0, body: {} };
      if (status !== 200) expect([type, Object.keys(errorCodes)]).toEqual([type, expect.arrayContaining([told['code']])]);
      const kinds = (await log()).filter(({ commandId }) => commandId === `facilitator/${type}`).map((event) => event.type);
      expect([type, kinds]).toEqual([type, [...new Set(kinds)]]);
    }
    expect(edge.house.host.currentView()?.phase).toBe('debrief');
    expect(ownFailures()).toEqual([]);
  }, 60_000);

  test('[BI8] no player gives them, not even one that players have under the same name', async () => {
    const before = (await log()).length;
    for (const { type, shape } of shapesOf(facilitatorCommandSchema)) {
      const body = { ...(sampleOf(shape, known) as object), commandId: type };
      const path = `/api/v1/facilitator/drills/${ana.drillId}/commands`;
      for (const headers of [{}, as(ana)]) expect(await edge.call('POST', path, { headers, body })).toMatchObject({ status: 403 });
    }
    expect((await log()).length).toBe(before);
  });
});

describe('what is written into a record', () => {
  test('[BI9] misshapen is refused, before the end and after it, and changes nothing', async () => {
    await end();
    const before = (await log()).length;
    for (const { type, shape } of shapesOf(recordCommandSchema)) {
      const body = { ...(sampleOf(shape, { component: 'catalog', edges: [], hypothesisIds: [] }) as object), commandId: type };
      for (const unfit of misshapen(optionOf(recordCommandSchema, type), body))
        expect([type, await write(unfit)]).toMatchObject([type, { status: 400, body: { code: 'bad_message' } }]);
    }
    for (const promptId of ['__proto__', 'constructor', 'impact.99'])
      expect((await write({ type: 'editPostmortem', commandId: promptId, promptId, text: 'x', baseRevision: 0 })).status).toBe(404);
    expect((await log()).length).toBe(before);
    expect(ownFailures()).toEqual([]);
  }, 60_000);
});

describe('getting in and beginning', () => {
  const bodies: [string, z.ZodType, object][] = [
    ['/api/v1/join/CODE', joinSchema, { name: 'Eve', role: 'scribe', entry: 'made-up-by-this-page' }],
    ['/api/v1/drills', startDrillSchema, { scenarioId: 'tuesday-half-past-ten', seed: 1, playerName: 'Eve', lobby: true, splitDesk: true }],
    ['/api/v1/shifts', startShiftSchema, { shift: 'ten-to-three', seed: 1, playerName: 'Eve' }],
    ['/api/v1/facilitator/drills', openGameDaySchema, { scenarioId: 'tuesday-half-past-ten', seed: 1, splitDesk: true }],
  ];

  test.each(bodies)(
    '[BI10] %s refuses what does not fit, and nobody comes in',
    async (path, schema, body) => {
      const place = path.replace('CODE', edge.house.host.currentView()?.code ?? '');
      for (const unfit of misshapen(schema, body)) {
        const answer = await edge.call('POST', place, { headers: facilitatorKey, body: unfit });
        expect([unfit, answer]).toMatchObject([unfit, { status: 400, body: { code: 'bad_message', message: expect.stringMatching(/./) } }]);
      }
      expect(edge.house.host.currentView()?.players.map(({ name }) => name)).toEqual(['Ana', 'Ben']);
      expect(edge.house.host.current()?.drillId).toBe(ana.drillId);
      expect(ownFailures()).toEqual([]);
    },
    60_000,
  );
});

describe('over a socket', () => {
  const note = { type: 'postNote', commandId: 'after', text: 'still here' };
  const hasNote = ({ timeline }: ReturnType<PageRobot['house']>): boolean => timeline.filter(({ text }) => text === note.text).length === 1;

  /** Somebody else's page, which knows the room. */
  async function bystander(): Promise<PageRobot> {
    const page = openPageRobot(edge.url, ben.playerToken);
    pages.push(page);
    await page.shows(({ heard }) => heard);
    return page;
  }

  test('[BI11] a paste of 100 kB is answered with what is too long, and the connection stays', async () => {
    const page = await bystander();
    const tab = await edge.visit({ token: ana.playerToken });
    const answer = await tab.send({ type: 'postNote', commandId: 'paste', text: 'x'.repeat(100_000) });
    expect(answer).toMatchObject({ ok: false, code: 'bad_message', detail: expect.stringContaining('text') });
    expect(await tab.send(note)).toMatchObject({ ok: true });
    await page.shows(hasNote);
    expect([tab.socket.connected, page.losses()]).toEqual([true, 0]);
    expect(
      await edge.call('POST', `/api/v1/drills/${ana.drillId}/commands`, { headers: as(ana), body: { ...note, text: 'x'.repeat(100_000) } }),
    ).toMatchObject({ status: 413, body: { code: 'too_large' } });
  });

  test('[BI11] a megabyte costs its sender the connection and nobody else anything; they come back to a whole room', async () => {
    const page = await bystander();
    const tab = openPageRobot(edge.url, ana.playerToken);
    pages.push(tab);
    await tab.shows(({ heard }) => heard);
    const flood = await edge.visit({ token: ana.playerToken });
    const gone = new Promise((resolve) => flood.socket.once('disconnect', resolve));
    void flood.send({ type: 'postNote', commandId: 'flood', text: 'x'.repeat(1_000_000) }).catch(() => {});
    await gone;
    expect(await tab.act({ type: 'postNote', text: note.text })).toMatchObject({ ok: true });
    await page.shows(hasNote);
    expect(page.losses()).toBe(0);
    expect(page.house().timeline).toEqual(edge.house.host.timeline());
  });

  test.each([
    ['lists in lists', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['objects in objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
  ])('[BI12] %s, deeper than anything of ours, are told to be no command', async (_name, deep) => {
    const page = await bystander();
    const path = `/api/v1/drills/${ana.drillId}/commands`;
    for (const body of [deep, `{"type":"postNote","commandId":"deep","text":${deep}}`])
      expect(await edge.call('POST', path, { headers: as(ana), body })).toMatchObject({ status: 400, body: { code: 'bad_message' } });
    const tab = await edge.visit({ token: ana.playerToken });
    // As somebody writes it who does not go by the library, which would not pack it.
    tab.socket.io.engine.write(`2["command",{"type":"postNote","commandId":"deep","text":${deep}}]`);
    expect(await tab.send(note)).toMatchObject({ ok: true });
    await page.shows(hasNote);
    expect(page.losses()).toBe(0);
    expect(ownFailures()).toEqual([]);
  });

  test('[BI12] events that are none of ours, and an answer that cannot be given, do nothing', async () => {
    const page = await bystander();
    const tab = await edge.visit({ token: ana.playerToken });
    for (const event of ['message', 'drill', 'advance', 'recordSample', 'error', '__proto__'])
      tab.socket.emit(event, { drillId: ana.drillId });
    tab.socket.emit('command', { ...note, commandId: 'silent' }, 'no function');
    tab.socket.emit('command');
    expect(await tab.send({ type: 'recordSample', commandId: 'sample', second: 1 })).toMatchObject({ ok: false, code: 'bad_message' });
    await page.shows(hasNote);
    expect(ownFailures()).toEqual([]);
  });
});

/** The option of a union that this type of command is. */
function optionOf({ options }: { readonly options: readonly z.ZodType[] }, type: string): z.ZodType {
  const option = options.find((each) => shapeOf(each).properties?.['type']?.const === type);
  if (!option) throw new Error(`no option ${type}`);
  return option;
}
