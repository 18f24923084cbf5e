/** Paging the owner of something, with and without evidence. */
import { describe, expect, it } from 'vitest';
import { type Evidence, evidenceSchema } from '../protocol/evidence.ts';
import { ownerWithoutPart } from '../scenario/owner-part.ts';
import type { Plan } from '../scenario/plan.ts';
import type { DrillEvent } from './events.ts';
import { decoyRelease, planOf } from './plan.fixture.ts';
import { ana, ben, type Simulation, simulate, slowPages } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

/** The owner of the cache takes 20 s, and the fault came at 40 s; it is 55 s now. */
function struck(changes: Partial<Plan> = {}): Simulation {
  const sim = simulate(planOf(changes));
  sim.goLive();
  sim.play(30);
  sim.play(15, slowPages);
  return sim;
}

const piece = (kind: Evidence['kind'], ref: string, more: Partial<Evidence> = {}): Evidence =>
  evidenceSchema.parse({ kind, ref, label: 'what we saw', atMs: 50_000, ...more });
const p95 = (atMs = 50_000): Evidence => piece('signal', 'link:catalog->redis|p95', { label: 'p95 of catalog->redis', atMs });

const page = (sim: Simulation, evidence: Evidence[] = [], target = 'platform') =>
  sim.send('runControl', { control: 'owner.page', target, parameters: {}, ...(evidence.length === 0 ? {} : { evidence }) }, { actor: ana });
const answers = ({ events }: Simulation) =>
  events.flatMap((event) => (event.type === 'ownerReplied' ? [{ atMs: event.atMs, text: event.data.text }] : []));

/** When they answered, counted from the page, and in which words. */
function answered(evidence: Evidence[], { sim = struck(), target = 'platform' } = {}): { afterMs: number; text: string } | undefined {
  const pagedAtMs = sim.nowMs;
  page(sim, evidence, target);
  sim.wait(120_000);
  const [answer] = answers(sim);
  return answer && { afterMs: answer.atMs - pagedAtMs, text: answer.text };
}

describe('OW4 evidence that speaks of what was struck, since then', () => {
  it('halves the time of the right owner, who says what it was worth; the fault ends then', () => {
    const sim = struck();
    expect(answered([p95()], { sim })).toEqual({
      afterMs: 10_000,
      text: '“p95 of catalog->redis” took us straight there, thank you. We stopped the backup.',
    });
    expect(sim.state.faults['f1']).toMatchObject({ endedBy: 'owner', endedAtMs: 65_000 });
    expect(sim.state.messages.at(-1)).toMatchObject({ from: 'platform', text: answers(sim)[0]?.text });
  });

  it('without any they take their time and say what they always said', () => {
    expect(answered([])).toEqual({ afterMs: 20_000, text: 'We stopped the backup.' });
  });

  it.each<[string, Evidence, number]>([
    ['the link itself', p95(), 10_000],
    ['one of its ends', piece('signal', 'service:catalog|errors'), 10_000],
    ['an instance of one', piece('signal', 'slot:catalog-2|inflight'), 10_000],
    ['its engine', piece('panel', 'cache/memory'), 10_000],
    ['a breakdown of it', piece('metrics', new URLSearchParams({ component: 'catalog->redis', by: 'instance' }).toString()), 10_000],
    ['log lines of its caller', piece('logs', 'view=lines&component=catalog&level=error'), 10_000],
    ['a trace that was read for it', piece('trace', 'a'.repeat(32), { query: 'component=catalog-%3Eredis' }), 10_000],
    ['a profile of an instance', piece('profile', 'profile-1~0~', { label: 'CPU of catalog-1: json' }), 10_000],
    ['as it was before', p95(39_000), 20_000],
    ['something else', piece('signal', 'service:orders|p95'), 20_000],
    ['a trace that names no place', piece('trace', 'a'.repeat(32)), 20_000],
    ['what a customer felt', piece('ticket', 'message-1'), 20_000],
    ['a name that is none', piece('logs', 'view=lines&component=%E0%A4%A'), 20_000],
  ])('%s', (_name, evidence, afterMs) => {
    expect(answered([evidence])?.afterMs).toBe(afterMs);
  });

  it('an entry of the change log counts although it lies before', () => {
    const release = { ...decoyRelease, id: 'i2', change: { ...decoyRelease.change, target: 'redis', summary: 'redis resized' } };
    const sim = struck({ script: [...planOf().script, release] });
    const changeId = sim.state.changes.find(({ target }) => target === 'redis')?.changeId ?? '';
    expect(answered([piece('change', changeId, { atMs: 30_000 })], { sim })?.afterMs).toBe(10_000);
  });

  it('one that does is enough, whatever else is cited', () => {
    expect(answered([piece('signal', 'service:orders|p95'), p95()])?.afterMs).toBe(10_000);
  });

  it('of a fault that is not the trigger it is where that was put', () => {
    const { truth } = planOf();
    const sim = struck({ truth: { ...truth, trigger: { ...truth.trigger, component: 'orders', since: 'other' } } });
    expect(answered([p95()], { sim })?.afterMs).toBe(10_000);
  });
});

describe('OW5 what an owner says of evidence', () => {
  it('the right one, of evidence that speaks of something else: that they had to search', () => {
    expect(answered([piece('signal', 'service:orders|p95', { label: 'p95 of orders' })])?.text).toBe(
      'We read “p95 of orders”; nothing in it is ours, so we had to search. We stopped the backup.',
    );
  });

  it('and of evidence that names no place: that they read it', () => {
    expect(answered([piece('ticket', 'message-1', { label: 'Customer ticket' })])?.text).toBe(
      'We read “Customer ticket”. We stopped the backup.',
    );
  });

  it('any other one, whatever it shows: that they read it, and nothing of where it leads', () => {
    const texts = [p95(), piece('signal', 'service:orders|p95', { label: 'p95 of catalog->redis' })].map((evidence) =>
      answered([evidence], { target: 'storefront' }),
    );
    expect(texts[0]).toEqual({ afterMs: 60_000, text: 'We read “p95 of catalog->redis”. Nothing on our side.' });
    expect(texts[1]).toEqual(texts[0]);
  });

  it('the right one while nothing of theirs is wrong says no more than any other', () => {
    const sim = simulate(planOf());
    sim.goLive();
    expect(answered([p95(9_000)], { sim })?.text).toBe('We read “p95 of catalog->redis”. Nothing on our side.');
  });

  it('several are one sentence', () => {
    const more = ['a', 'b'].map((label) => piece('signal', 'service:catalog|p95', { label }));
    expect(answered([...more, p95()])?.text).toContain('“a” and 2 more took us straight there');
  });
});

describe('OW6 one who is paged again', () => {
  it('answers all pages at once, by what was sent with any of them', () => {
    const sim = struck();
    page(sim);
    sim.play(4, slowPages);
    page(sim, [p95()]);
    sim.wait(100_000);
    expect(answers(sim)).toEqual([
      { atMs: 69_000, text: '“p95 of catalog->redis” took us straight there, thank you. We stopped the backup.' },
    ]);
    expect(sim.state.controls.map(({ state, landedAtMs }) => [state, landedAtMs])).toEqual([
      ['landed', 69_000],
      ['landed', 69_000],
    ]);
  });
});

it('OW2 an owner whom the scenario has no part for looks for a minute too', () => {
  const { truth } = planOf();
  // As it stands in every plan there is, also beside older logs: it is part of their hashes.
  const entry = { owner: 'storefront', reply: 'We looked: nothing wrong on our side.', endsFault: null, afterMs: 20_000 };
  expect(ownerWithoutPart('storefront')).toEqual(entry);
  const owners = [...truth.owners, entry];
  const sim = struck({ truth: { ...truth, owners } });
  expect(answered([], { sim, target: 'storefront' })).toEqual({ afterMs: 60_000, text: 'Nothing on our side.' });
});

it('OW2 one who has something to tell, though nothing to end, tells it in their own time', () => {
  const { truth } = planOf();
  const owners = [...truth.owners, { owner: 'storefront', reply: 'We see catalog wait.', endsFault: null, afterMs: 25_000 }];
  expect(answered([p95()], { sim: struck({ truth: { ...truth, owners } }), target: 'storefront' })).toEqual({
    afterMs: 25_000,
    text: 'We read “p95 of catalog->redis”. We see catalog wait.',
  });
});

describe('OW7 what was cited', () => {
  it('stands in the log, in the channel and with the action, no later than now', () => {
    const sim = struck();
    page(sim, [p95(99_000)]);
    const [requested] = sim.events.filter((event) => event.type === 'controlRequested');
    expect(requested?.data).toMatchObject({ evidence: [{ ...p95(), atMs: 55_000 }] });
    expect(sim.state.timeline.find(({ kind }) => kind === 'action')).toMatchObject({
      from: 'Ana',
      text: 'Page an owner (platform): asked for, with “p95 of catalog->redis”.',
    });
    expect(viewOf(sim.state, sim.nowMs).controls[0]?.evidence).toEqual([{ ...p95(), atMs: 55_000 }]);
  });

  it('is for owners: any other use that cites is refused, and writes nothing', () => {
    const sim = struck();
    const written = sim.events.length;
    const use = { control: 'cache.bypass', target: 'catalog', parameters: {}, evidence: [p95()] };
    expect(sim.send('runControl', use, { actor: ben })).toMatchObject({ ok: false, code: 'bad_parameter' });
    expect(sim.events).toHaveLength(written);
  });

  it('none in a log from before: it replays', () => {
    const sim = struck();
    page(sim);
    const [requested] = sim.events.filter((event): event is DrillEvent & { type: 'controlRequested' } => event.type === 'controlRequested');
    expect(requested?.data).not.toHaveProperty('evidence');
    expect(sim.state.controls[0]?.evidence).toEqual([]);
  });
});
