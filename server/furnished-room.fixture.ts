/** A live drill of five, one in each seat, in which there is one of everything that a command can be about. */
import type { DrillEvent } from '../core/drill/events.ts';
import type { DrillView } from '../core/protocol/drill-view.ts';
import type { Joined } from '../core/protocol/messages.ts';
import { type Role, roles } from '../core/protocol/roles.ts';
import { dutyOf } from '../core/protocol/seat-duties.ts';
import { type Shape, sampleOf } from './command-shapes.fixture.ts';
import type { TestApp, Visit } from './test-app.fixture.ts';

export type Body = Record<string, unknown> & { type: string; commandId: string };
type Answer = Awaited<ReturnType<TestApp['call']>>;

export interface FurnishedRoom {
  drillId: string;
  pod: Record<Role, Joined>;
  /** A page of each: who has none is away before long, and a seat of theirs binds nobody. */
  tabs: Record<Role, Visit>;
  view(): DrillView;
  log(): Promise<DrillEvent[]>;
  /** Over HTTP, as this person. */
  send(who: Joined, body: unknown): Promise<Answer>;
  /** Who sits where this command is given from. */
  speakerFor(type: string): Joined;
  /** A command of this type, as this person would mean it. */
  meantBy(who: Joined, command: { type: string; shape: Shape }): Body;
}

const broken = { 'checkout-availability': 0.5 };

/** Where a field of one name means different things. */
const special: Readonly<Record<string, Record<string, unknown>>> = {
  changeSeverity: { severity: 3 },
  judgeHypothesis: { state: 'supported' },
  renewTask: { taskId: 'task-2' },
  handTask: { taskId: 'task-3' },
  decideRequest: { conditions: [] },
  answerOffer: { offerId: 'offer-1', accept: false },
  withdrawOffer: { offerId: 'offer-2' },
  runControl: { control: 'owner.page', target: 'storefront', parameters: {}, confirm: 'storefront' },
};

/** Where what a command is about is somebody's own. */
const speakers: Readonly<Record<string, Role>> = { answerOffer: 'communications', withdrawOffer: 'communications' };

/** In the lobby still: the five have come in. */
export async function openRoom(edge: TestApp): Promise<FurnishedRoom> {
  const ana = await edge.start({ scenarioId: 'tuesday-half-past-ten', seed: 1, lobby: true, playerName: 'Name of commander' });
  const { drillId } = ana;
  let sent = 0;
  const send: FurnishedRoom['send'] = (who, body) =>
    edge.call('POST', `/api/v1/drills/${drillId}/commands`, { headers: { authorization: `Bearer ${who.playerToken}` }, body });
  const pod: Partial<Record<Role, Joined>> = { commander: ana };
  await send(ana, { type: 'takeSeat', commandId: 'seat', role: 'commander' });
  for (const role of roles) pod[role] ??= (await edge.join({ name: `Name of ${role}`, role })).body as unknown as Joined;
  const seated = pod as Record<Role, Joined>;
  const tabs: Partial<Record<Role, Visit>> = {};
  for (const role of roles) tabs[role] = await edge.visit({ token: seated[role].playerToken });
  await tabs.commander?.hears('presence', ({ online }) => online.length === roles.length);
  const view = (): DrillView => edge.house.host.currentView() as DrillView;
  const seatOf = (who: Joined): Role | null => view().players.find(({ playerId }) => playerId === who.playerId)?.role ?? null;
  return {
    drillId,
    pod: seated,
    tabs: tabs as Record<Role, Visit>,
    view,
    send,
    log: () => edge.house.store.read(drillId),
    speakerFor(type) {
      const role = speakers[type] ?? dutyOf({ type }, true)?.[0] ?? 'operations';
      return Object.values(seated).find((who) => seatOf(who) === role) ?? ana;
    },
    meantBy(who, { type, shape }) {
      const name = view().players.find(({ playerId }) => playerId === who.playerId)?.name;
      const own = edge.house.host.timeline().find(({ kind, from }) => kind === 'message' && from === name);
      const known = { ...thingsIn(view()), ownerPlayerId: who.playerId, role: seatOf(who) ?? 'operations', index: own?.index ?? 0 };
      const body = sampleOf(shape, { ...known, to: seated.observer.playerId, ...special[type] }) as Body;
      return { ...body, commandId: `walk-${(sent += 1)}` };
    },
  };
}

/** What there is, by the name of the field that names it. */
function thingsIn({ alerts, controls }: DrillView): Record<string, unknown> {
  return {
    alertId: alerts.find(({ state }) => state === 'firing')?.alertId ?? 'none',
    controlId: controls.find(({ state }) => state === 'landed')?.controlId ?? 'none',
    hypothesisId: 'hypothesis-1',
    explains: 'hypothesis-2',
    hypothesisIds: ['hypothesis-1'],
    taskId: 'task-1',
    requestId: 'request-1',
    verdict: 'hold',
    control: 'service.scale',
    target: 'orders',
    parameters: { slots: 3 },
    confirm: 'orders',
    component: 'catalog',
    edges: [{ from: 'catalog', to: 'orders' }],
    components: { checkout: 'partial_outage' },
    tier: 1,
  };
}

/** Begun, paged, talked in; with a control that stands, requests that wait, and what one writes down. */
export async function furnish(edge: TestApp): Promise<FurnishedRoom> {
  const room = await openRoom(edge);
  const { commander, operations, communications, scribe } = room.pod;
  let acts = 0;
  const act = async (who: Joined, command: object): Promise<void> => {
    const { status, body } = await room.send(who, { commandId: `furnish-${(acts += 1)}`, ...command });
    if (status !== 200) throw new Error(`the room cannot be furnished with ${JSON.stringify(command)}: ${JSON.stringify(body)}`);
  };
  await act(commander, { type: 'begin' });
  for (let second = 0; second < 40 && room.view().phase !== 'live'; second += 1) await edge.house.pass(1);
  await act(operations, { type: 'runControl', control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 40 } });
  await edge.house.pass(50, broken);
  for (const text of ['the release', 'the cache'])
    await act(operations, { type: 'proposeHypothesis', text, component: null, evidence: [] });
  await act(scribe, { type: 'offerSeat', to: communications.playerId });
  await act(communications, { type: 'offerSeat', to: scribe.playerId });
  for (const text of ['look', 'ask', 'wait']) await act(commander, { type: 'addTask', text, ownerPlayerId: null, timeBoxMinutes: 60 });
  for (const who of [commander, operations, communications, scribe]) await act(who, { type: 'postNote', text: 'a word' });
  return room;
}
