import { expect, it } from 'vitest';
import { componentsOf } from '../communication/components.ts';
import { pageDocumentsOf } from '../communication/page-documents.ts';
import { pageSummarySchema } from '../protocol/status-page.ts';
import type { ScriptItem } from '../scenario/plan.ts';
import type { CommandData } from './commands.ts';
import { ceoMessage, planOf } from './plan.fixture.ts';
import { pageOf } from './rules/status-page.ts';
import { ana, ben, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

function live(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('join', { playerId: 'p-1', name: 'Ana' }, { actor: ana });
  sim.send('join', { playerId: 'p-2', name: 'Ben' }, { actor: ben });
  sim.news();
  return sim;
}

const firstNote: CommandData['publishStatus'] = {
  status: 'investigating',
  impact: 'major',
  name: 'Slow product pages',
  components: { browse: 'degraded_performance' },
  text: 'Some product pages load slowly.',
  nextUpdateMinutes: 5,
};

const documentsOf = (sim: Simulation) =>
  pageDocumentsOf({
    pageId: 'INC-0042',
    name: 'Shop status',
    url: 'http://shop.test/status',
    components: componentsOf(sim.state.plan.slos),
    page: sim.state.page,
  });

it('UP1 an update may say what is needed; without it, it reads as ever', () => {
  const sim = live();
  sim.send('postUpdate', { impact: 'Slow.', action: 'Looking.', needs: 'Somebody who knows Redis.', nextUpdateMinutes: 5 }, { actor: ana });
  sim.send('postUpdate', { impact: 'Slow.', action: 'Looking.', nextUpdateMinutes: 5 }, { actor: ana });
  expect(sim.state.timeline.slice(-2).map(({ kind, text }) => [kind, text])).toEqual([
    ['update', 'Impact: Slow.\nAction: Looking.\nNeeds: Somebody who knows Redis.\nNext update in 5 min.'],
    ['update', 'Impact: Slow.\nAction: Looking.\nNext update in 5 min.'],
  ]);
});

it('UP2 a summary for the executives is logged as said, and is no update to the room', () => {
  const sim = live();
  const summary = {
    audience: 'executives',
    impact: 'A third of buyers wait.',
    money: 'About 900 € so far.',
    next: 'We decide in 5 min.',
  } as const;
  expect(sim.send('postSummary', summary, { actor: ben }).ok).toBe(true);
  expect(sim.news()).toEqual([{ atMs: sim.nowMs, type: 'summaryPosted', data: summary }]);
  expect(sim.state.timeline.at(-1)).toMatchObject({
    kind: 'update',
    from: 'Ben',
    text: 'To the executives. A third of buyers wait.\nMoney: About 900 € so far.\nNext: We decide in 5 min.',
  });
  expect(sim.state.updates).toBeNull();
  expect(sim.state.nextUpdateDueMs).toBeNull();
});

it('ST1 before anything is published every component is operational and all is well', () => {
  const { summary, incidents } = documentsOf(live());
  expect(pageSummarySchema.strict().parse(summary)).toEqual(summary);
  expect(summary.components.map(({ id, name, status }) => [id, name, status])).toEqual([
    ['browse', 'Browsing and search', 'operational'],
    ['checkout', 'Checkout', 'operational'],
  ]);
  expect(summary.status).toEqual({ indicator: 'none', description: 'All Systems Operational' });
  expect(incidents.incidents).toEqual([]);
});

it('ST2 a first note opens an incident with its name; later notes go below it, newest first, until it is resolved', () => {
  const sim = live();
  expect(sim.send('publishStatus', firstNote, { actor: ana }).ok).toBe(true);
  sim.play(30);
  const identified = {
    status: 'identified',
    impact: 'critical',
    components: { browse: 'partial_outage' },
    text: 'We know where.',
  } as const;
  expect(sim.send('publishStatus', { ...identified, name: 'Another name' }, { actor: ana }).ok).toBe(true);
  const { summary } = documentsOf(sim);
  const [incident] = summary.incidents;
  expect(summary.incidents).toHaveLength(1);
  expect(incident).toMatchObject({ name: 'Slow product pages', status: 'identified', impact: 'critical', resolved_at: null });
  expect(incident?.incident_updates.map(({ status, body, affected_components: [change] }) => [status, body, change?.new_status])).toEqual([
    ['identified', 'We know where.', 'partial_outage'],
    ['investigating', 'Some product pages load slowly. We will post again within 5 min.', 'degraded_performance'],
  ]);
  expect(incident?.incident_updates[0]?.affected_components[0]).toEqual({
    code: 'browse',
    name: 'Browsing and search',
    old_status: 'degraded_performance',
    new_status: 'partial_outage',
  });
  expect(Date.parse(incident?.updated_at ?? '') - Date.parse(incident?.created_at ?? '')).toBe(30_000);
});

it('ST3 the whole is as bad as the worst component or open incident says', () => {
  const sim = live();
  const said = (data: Partial<CommandData['publishStatus']>) => {
    sim.send('publishStatus', { ...firstNote, ...data }, { actor: ana });
    return documentsOf(sim).summary.status.indicator;
  };
  expect(said({ impact: 'none' })).toBe('minor');
  expect(said({ impact: 'none', components: { browse: 'operational', checkout: 'partial_outage' } })).toBe('major');
  expect(said({ impact: 'critical', components: { checkout: 'operational' } })).toBe('critical');
  expect(said({ status: 'resolved', components: {} })).toBe('none');
});

it('ST4 what is resolved leaves the summary and stays among the incidents; a note after that opens another', () => {
  const sim = live();
  sim.send('publishStatus', firstNote, { actor: ana });
  sim.send('publishStatus', { ...firstNote, status: 'monitoring', text: 'A fix is in place.' }, { actor: ana });
  sim.send('publishStatus', { ...firstNote, status: 'resolved', components: { browse: 'operational' }, text: 'Over.' }, { actor: ana });
  const over = documentsOf(sim);
  expect(over.summary.incidents).toEqual([]);
  expect(over.incidents.incidents).toMatchObject([
    { status: 'resolved', monitoring_at: expect.any(String), resolved_at: expect.any(String) },
  ]);
  expect(sim.send('publishStatus', { ...firstNote, name: 'It is back' }, { actor: ana }).ok).toBe(true);
  expect(documentsOf(sim).incidents.incidents.map(({ name }) => name)).toEqual(['It is back', 'Slow product pages']);
});

it.each([
  ['a component the page has not', { components: { redis: 'major_outage' } }, 'bad_parameter'],
  ['a first note without a name', { name: undefined }, 'bad_parameter'],
  ['a resolve of nothing', { status: 'resolved' }, 'bad_parameter'],
] as const)('ST5 %s is refused and writes nothing', (_name, change, code) => {
  const sim = live();
  expect(sim.send('publishStatus', { ...firstNote, ...change }, { actor: ana })).toMatchObject({ ok: false, code });
  expect(sim.news()).toEqual([]);
});

it('ST6 the public hears commander and communications; anybody, while nobody sits there', () => {
  const sim = live();
  const publish = (actor: typeof ana) => sim.send('publishStatus', firstNote, { actor });
  expect(publish(ben).ok).toBe(true);
  sim.send('takeSeat', { role: 'communications' }, { actor: ana });
  expect(publish(ben)).toEqual({ ok: false, code: 'communications_only', detail: 'Ana is communications' });
  expect(publish(ana).ok).toBe(true);
  sim.send('takeSeat', { role: 'commander' }, { actor: ben });
  expect(publish(ben).ok).toBe(true);
});

it('ST7 a note is a line of the channel and says what it changed; the room sees its own page', () => {
  const sim = live();
  sim.send('publishStatus', firstNote, { actor: ana });
  expect(sim.state.timeline.at(-1)).toMatchObject({
    kind: 'statusPage',
    from: 'Ana',
    text: 'Public page, investigating: Slow product pages. Some product pages load slowly. (Browsing and search: degraded performance)',
  });
  expect(viewOf(sim.state, sim.nowMs).page).toEqual({
    components: [
      { id: 'browse', name: 'Browsing and search', status: 'degraded_performance', slos: ['browse-latency'] },
      { id: 'checkout', name: 'Checkout', status: 'operational', slos: ['checkout-availability'] },
    ],
    incident: { name: 'Slow product pages', status: 'investigating', impact: 'major', updates: 1 },
    publishedAtMs: sim.nowMs,
    nextNoteDueMs: sim.nowMs + 300_000,
  });
});

it('ST8 the page is a fold of the log alone, and names nobody', () => {
  const sim = live();
  sim.send('publishStatus', firstNote, { actor: ana });
  expect(pageOf(sim.events)).toEqual(sim.state.page);
  expect(JSON.stringify(documentsOf(sim))).not.toMatch(/Ana|p-1|saturday|Saturday|catalog|redis/);
});

it.each([
  [
    'a summary',
    'summarised',
    (sim: Simulation) => sim.send('postSummary', { audience: 'executives', impact: 'Slow.', next: 'We look.' }, { actor: ana }),
  ],
  ['a public note', 'published', (sim: Simulation) => sim.send('publishStatus', firstNote, { actor: ana })],
] as const)('SC3 who asks for %s falls silent once it was given', (_name, fact, give) => {
  const asks: ScriptItem = { ...ceoMessage, id: 'i9', due: { atMs: 40_000 }, unless: { fact } };
  const played = (gives: boolean): Simulation => {
    const sim = simulate(planOf({ script: [asks] }));
    sim.goLive();
    if (gives) give(sim);
    sim.play(60);
    return sim;
  };
  expect(played(false).state.injects['i9']).toBe('fired');
  expect(played(true).state.injects['i9']).toBe('skipped');
});
