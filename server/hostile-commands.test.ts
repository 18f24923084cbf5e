/**
 * Every command of players, walked over by its schema: given twice, too late, by who may not, about what is gone, with wrong shapes and
 * with hostile words. Answers are closed codes, one effect at most, and nobody else notices. A new command is in here by being one.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { playerCommandSchema } from '../core/protocol/commands.ts';
import { debriefSchema, postmortemViewSchema, recordingSchema } from '../core/protocol/debrief.ts';
import { errorCodes } from '../core/protocol/errors.ts';
import { roles } from '../core/protocol/roles.ts';
import { dutyOf } from '../core/protocol/seat-duties.ts';
import { pageIncidentsSchema } from '../core/protocol/status-page.ts';
import { type Field, fieldsOf, isText, shapesOf, withAt } from './command-shapes.fixture.ts';
import { type FurnishedRoom, furnish, openRoom } from './furnished-room.fixture.ts';
import { plainText } from './http/plain-text.ts';
import { openPageRobot, type PageRobot } from './page-robot.fixture.ts';
import { facilitatorKey, openTestApp, type TestApp } from './test-app.fixture.ts';

const commands = shapesOf(playerCommandSchema);
const types = commands.map(({ type }) => type);

let edge: TestApp;
let others: PageRobot[] = [];

beforeEach(async () => {
  edge = await openTestApp();
});
afterEach(async () => {
  for (const page of others.splice(0)) page.close();
  await edge.close();
});

type Answer = Awaited<ReturnType<FurnishedRoom['send']>>;
const codeOf = ({ body }: Answer): unknown => body['code'] ?? 'ok';

/** Done, or refused by a code of the closed list with words that help; never a failure of ours. */
function expectClosed(type: string, { status, body }: Answer): void {
  if (status === 200) return expect({ type, ...body }).toMatchObject({ type, ok: true });
  const { code, message } = body;
  expect([type, code, status >= 400 && status < 500]).toEqual([type, code, true]);
  expect([type, Object.keys(errorCodes)]).toEqual([type, expect.arrayContaining([code])]);
  expect(String(message).length).toBeGreaterThan(10);
}

/** What the house says on its terminal when something broke on our side. */
const ownFailures = (): string[] => edge.house.lines.filter((line) => /^(socket|http): | failed: /.test(line));

async function end(room: FurnishedRoom): Promise<void> {
  const body = { type: 'endAndDebrief', commandId: 'end', reason: 'enough' };
  const path = `/api/v1/facilitator/drills/${room.drillId}/commands`;
  expect(await edge.call('POST', path, { headers: facilitatorKey, body })).toMatchObject({ status: 200 });
  await edge.house.clock.advance(1000);
}

/** Nobody of a pod of five has reason or right to give these while it is live, or this drill has nothing they could be about. */
const notHere = new Set([
  ...['setReady', 'callCommCheck', 'answerCommCheck', 'begin'],
  ...['pause', 'resume', 'endAndDebrief'],
  ...['recordException', 'takeHint'],
]);

test('[BI1] every command does what it is for, and once, however often it is sent and over however many connections', async () => {
  const room = await furnish(edge);
  const tabs = new Map(roles.map((role) => [room.pod[role], room.tabs[role]] as const));
  const done: string[] = [];
  for (const command of commands) {
    const { type } = command;
    const who = room.speakerFor(type);
    const body = room.meantBy(who, command);
    const [first, second] = await Promise.all([room.send(who, body), tabs.get(who)?.send(body)]);
    const third = await room.send(who, body);
    for (const answer of [first, third]) expectClosed(type, answer);
    expect([type, second?.ok, third.status === 200]).toEqual([type, first.status === 200, first.status === 200]);
    const written = (await room.log()).filter(({ commandId }) => commandId === `${who.playerId}/${body.commandId}`);
    const kinds = written.map((event) => event.type);
    expect([type, kinds]).toEqual([type, [...new Set(kinds)]]);
    if (first.status === 200) done.push(type);
    else expect([type, written]).toEqual([type, []]);
    await edge.house.clock.advance(300);
  }
  expect(done).toEqual(types.filter((type) => !notHere.has(type)));
  expect(ownFailures()).toEqual([]);
});

/** In place of a value: what no field of ours is, and what somebody tries who knows JavaScript. */
const wrong: unknown[] = [null, 7, [], {}, { toString: 'x', length: 1 }, ' \u200B\u3164\u200D ', 'x'.repeat(9_000)];
/** What only the server says of a command, and what a page with a clock of its own might add. */
const added = ['playerId', 'actor', 'atMs', 'observedAtMs', 'away', 'isFacilitator'];

function* misshapen(body: object, fields: readonly Field[]): Generator<unknown> {
  for (const { path, isRequired } of fields) {
    for (const value of wrong) yield withAt(body, path, value);
    if (isRequired) yield withAt(body, path, undefined);
  }
  for (const key of added) if (!Object.hasOwn(body, key)) yield { ...body, [key]: 1_700_000_000_000 };
}

test('[BI2] what is no command is told so, writes nothing and reaches nobody else', async () => {
  const room = await furnish(edge);
  const watcher = openPageRobot(edge.url, room.pod.observer.playerToken);
  others = [watcher];
  const seen = await watcher.shows(
    ({ drill, timeline }) => drill?.seq === room.view().seq && timeline.length === edge.house.host.timeline().length,
  );
  const before = (await room.log()).length;
  let sent = 0;
  for (const { type, shape } of commands) {
    const who = room.speakerFor(type);
    const bodies = [...misshapen(room.meantBy(who, { type, shape }), fieldsOf(shape))];
    const unfit = bodies.filter((body) => !playerCommandSchema.safeParse(plainText(body)).success);
    const answers = await Promise.all(unfit.map((body) => room.send(who, body)));
    for (const [n, answer] of answers.entries()) expect([unfit[n], answer.status, codeOf(answer)]).toEqual([unfit[n], 400, 'bad_message']);
    sent += unfit.length;
  }
  expect(sent).toBeGreaterThan(commands.length * added.length);
  expect((await room.log()).length).toBe(before);
  expect([watcher.house().drill?.seq, watcher.house().timeline]).toEqual([seen.drill?.seq, seen.timeline]);
  expect(ownFailures()).toEqual([]);
});

test.each([
  ['a name of JavaScript', '__proto__'],
  ['another one', 'constructor'],
  ['nothing', ''],
  ['something negative', '-1'],
  ['a path', '../../etc/passwd'],
  ['what is gone', 'control-999'],
])('[BI3] %s in place of what a command is about is refused, or is no more than words', async (_name, gone) => {
  const room = await furnish(edge);
  for (const command of commands) {
    const who = room.speakerFor(command.type);
    const meant = room.meantBy(who, command);
    for (const { path, shape } of fieldsOf(command.shape).filter((field) => isText(field.shape) && field.path[0] !== 'commandId')) {
      const before = (await room.log()).length;
      const answer = await room.send(who, {
        ...(withAt(meant, path, gone) as object),
        commandId: `gone ${path.join('.')} ${command.type}`,
      });
      expectClosed(command.type, answer);
      if (answer.status !== 200) expect([command.type, shape, (await room.log()).length]).toEqual([command.type, shape, before]);
      await edge.house.clock.advance(400);
    }
  }
  expect(ownFailures()).toEqual([]);
});

test('[BI4] what a seat may not give it is refused, with who may; an observer gives nothing at all', async () => {
  const room = await furnish(edge);
  // Nobody is away: the seat of who is binds nobody.
  for (const { playerToken } of Object.values(room.pod)) await edge.visit({ token: playerToken });
  const open = ['takeSeat', 'answerOffer', 'setReady', 'answerCommCheck'];
  const scale = { control: 'service.scale', target: 'orders', parameters: { slots: 3 }, evidence: undefined };
  for (const command of commands)
    for (const role of roles) {
      const { type } = command;
      const who = room.pod[role];
      const mine: Record<string, object> = { offerSeat: { to: who.playerId }, runControl: scale };
      const body = { ...room.meantBy(who, command), ...mine[type] };
      const duty = dutyOf({ type }, room.view().severity !== null);
      const before = (await room.log()).length;
      const answer = await room.send(who, body);
      expectClosed(type, answer);
      if (role === 'observer' && !open.includes(type)) expect([type, codeOf(answer)]).toEqual([type, 'observer_only']);
      else if (duty && !duty.includes(role)) {
        expect([type, role, codeOf(answer)]).toEqual([type, role, 'role_forbids']);
        expect(answer.body['detail']).toMatch(/^Ask Name of /);
      }
      if (answer.status !== 200) expect([type, role, (await room.log()).length]).toEqual([type, role, before]);
      await edge.house.clock.advance(200);
    }
});

test('[BI5] before the drill begins and after it has ended, what is too early or too late writes nothing', async () => {
  const room = await openRoom(edge);
  const inLobby = [
    'takeSeat',
    'offerSeat',
    'answerOffer',
    'withdrawOffer',
    'setReady',
    'callCommCheck',
    'answerCommCheck',
    'begin',
    'endAndDebrief',
  ];
  const walk = async (allowed: readonly string[]): Promise<void> => {
    for (const command of commands.filter(({ type }) => !allowed.includes(type))) {
      const who = room.speakerFor(command.type);
      const before = (await room.log()).length;
      const answer = await room.send(who, room.meantBy(who, command));
      expect([command.type, answer.status, codeOf(answer)]).toEqual([command.type, 409, 'wrong_phase']);
      expect((await room.log()).length).toBe(before);
      await edge.house.clock.advance(200);
    }
  };
  await walk(inLobby);
  await end(room);
  await walk(['submitDiagnosis']);
  expect(ownFailures()).toEqual([]);
});

test('[BI5] without a token, or with one of a drill that is over, nothing is taken', async () => {
  const former = await openRoom(edge);
  await end(former);
  await expect.poll(() => edge.house.pool.view().state).toBe('ready');
  const room = await openRoom(edge);
  const before = (await room.log()).length;
  for (const command of commands) {
    const body = room.meantBy(room.pod.commander, command);
    const path = `/api/v1/drills/${room.drillId}/commands`;
    for (const token of ['', former.pod.commander.playerToken, `${room.pod.commander.playerToken}x`])
      expect(await edge.call('POST', path, { headers: { authorization: `Bearer ${token}` }, body })).toMatchObject({ status: 401 });
    expect(codeOf(await former.send(former.pod.commander, body))).toBe('wrong_phase');
  }
  expect((await room.log()).length).toBe(before);
});

/** Each is cut to what a field takes. */
const hostileWords: Record<string, string> = {
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>',
  'turned around': '\u202Egnp.exe\u202C \u2066hidden\u2069 \u200F\u200Bzero\uFEFF width\u0000\u001b[31m',
  'an emoji flood': '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(200),
  'piled marks': `A${'\u0301\u0489'.repeat(900)}`,
  'other languages':
    "'; drop table events; -- ${7*7} {{7*7}} $(id) `id` %s %n | a | b |\n# Heading\n```\n[x](javascript:alert(1)) <!channel> @here",
  'as much as there is room for': 'x'.repeat(10_000),
};
/** Nothing of this is in what was written or sent. */
const disguise = /(?![\n\t])\p{Cc}|\p{Cs}|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;

function disguisesIn(value: unknown): string[] {
  if (typeof value === 'string') return disguise.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(disguisesIn) : [];
}

/** Words, not the names of things. */
const isFree = ({ shape, path }: Field): boolean =>
  isText(shape) && (shape.maxLength ?? 400) > 80 && !['ref', 'query'].includes(path.at(-1) ?? '');

test('[BI6] hostile words are words: the pod reads them, the record tells them, and nobody’s page breaks', async () => {
  const room = await furnish(edge);
  others = [openPageRobot(edge.url, room.pod.scribe.playerToken), openPageRobot(edge.url)];
  const taken = new Set<string>();
  for (const words of Object.values(hostileWords))
    for (const command of commands) {
      const who = room.speakerFor(command.type);
      const free = fieldsOf(command.shape).filter(isFree);
      if (free.length === 0 || command.type === 'resolve') continue;
      const cut = ({ shape: { maxLength = 400 } }: Field): string => words.slice(0, maxLength);
      const body = free.reduce<unknown>((meant, field) => withAt(meant, field.path, cut(field)), room.meantBy(who, command));
      const answer = await room.send(who, body);
      expectClosed(command.type, answer);
      expect([command.type, codeOf(answer)]).not.toEqual([command.type, 'too_fast']);
      if (answer.status === 200) taken.add(command.type);
      await edge.house.clock.advance(2_100);
    }
  expect([...taken].sort()).toEqual(
    commands
      .filter(({ type, shape }) => isWordy(type, fieldsOf(shape)))
      .map(({ type }) => type)
      .sort(),
  );
  for (const page of others) {
    await page.shows(({ timeline }) => timeline.length === edge.house.host.timeline().length);
    expect(page.house().timeline).toEqual(edge.house.host.timeline());
  }
  expect(disguisesIn(await room.log())).toEqual([]);
  await end(room);
  await expectToldWell(room.drillId);
  expect(ownFailures()).toEqual([]);
});

const isWordy = (type: string, fields: readonly Field[]): boolean => fields.some(isFree) && type !== 'resolve' && !notHere.has(type);

/** Debrief, post-mortem, recording and public page are whole, and a document holds no markup of players. */
async function expectToldWell(drillId: string): Promise<void> {
  const read = async (path: string) => (await edge.call('GET', `/api/v1/drills/${drillId}/${path}`)).body;
  debriefSchema.parse(await read('debrief'));
  postmortemViewSchema.parse(await read('postmortem'));
  recordingSchema.parse(await read('recording'));
  pageIncidentsSchema.parse(await read('status-page/incidents.json'));
  const text = await (await fetch(`${edge.url}/api/v1/drills/${drillId}/postmortem.md`)).text();
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toMatch(/<script|<img|^# Heading/m);
}

test('[BI7] no clock of a page enters the log: its times are the house’s, whatever a command says', async () => {
  const room = await furnish(edge);
  for (const command of commands.filter(({ shape }) => fieldsOf(shape).some(({ path }) => path.at(-1) === 'atMs'))) {
    const who = room.speakerFor(command.type);
    const field = fieldsOf(command.shape).find(({ path }) => path.at(-1) === 'atMs');
    expectClosed(command.type, await room.send(who, withAt(room.meantBy(who, command), field?.path ?? [], 4_102_444_800_000)));
  }
  const nowMs = room.view().gameMs;
  const log = await room.log();
  expect(log.map(({ atMs }) => atMs)).toEqual(log.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  for (const { atMs, observedAtMs } of log) expect([atMs <= nowMs, observedAtMs <= edge.house.clock.wallMs()]).toEqual([true, true]);
  expect(JSON.stringify(log)).not.toContain('4102444800000');
  expect(log.some(({ type }) => type === 'evidenceLinked')).toBe(true);
});
