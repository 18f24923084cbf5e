import { beforeAll, describe, expect, it } from 'vitest';
import { debriefOf } from '../drill/debrief.ts';
import { planOf, quietPlanOf } from '../drill/plan.fixture.ts';
import { ana, type Simulation, simulate, slowPages } from '../drill/simulation.fixture.ts';
import { buildPostmortem } from './build.ts';
import type { PostmortemDocument } from './document.ts';
import { renderMarkdown } from './markdown.ts';

/** Live at 10 s; the fault is felt from 40 s; a flush makes it worse; a bypass helps at about 95 s. */
function playedDrill(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('join', { playerId: 'p-1', name: 'Ana' });
  sim.play(30);
  sim.play(20, slowPages);
  const page = sim.state.alerts.find(({ alert }) => alert === 'browse-latency.page');
  sim.send('acknowledge', { alertId: page?.alertId ?? '' }, { actor: ana });
  sim.send('declare', { severity: 2, title: 'Product pages are slow' }, { actor: ana });
  sim.play(10, slowPages);
  sim.send('postUpdate', { impact: 'Pages are slow.', action: 'We look at the cache.', nextUpdateMinutes: 5 }, { actor: ana });
  sim.send('postTicket', { text: 'slow!', traceId: '4bf92f3577b34da6a3ce929d0e0e4736' });
  sim.send('runControl', { control: 'cache.flush', target: 'redis', parameters: {}, confirm: 'redis' }, { actor: ana });
  sim.play(20, { browseBad: 1, checkoutBad: 0.1 });
  sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 40 } }, { actor: ana });
  sim.play(5, { browseBad: 1 });
  sim.play(70);
  sim.send('resolve', { summary: 'Bypassed the cache.' }, { actor: ana });
  sim.play(40);
  return sim;
}

let sim: Simulation;
let document: PostmortemDocument;
beforeAll(() => {
  sim = playedDrill();
  document = buildPostmortem(sim.events, sim.state.plan);
});

describe('the document', () => {
  it('agrees with the debrief in every figure', () => {
    const debrief = debriefOf(sim.events, sim.state.plan);
    expect(document.impact.slos).toEqual(debrief.slos);
    expect(document.impact).toMatchObject({
      ordersLost: debrief.ordersLost,
      centsLost: debrief.centsLost,
      tickets: 1,
      compressionFactor: 60,
      budgetWindowHours: 12,
    });
    expect(
      document.actions.map(({ control, verdict, badShareBefore, badShareAfter }) => ({ control, verdict, badShareBefore, badShareAfter })),
    ).toEqual(
      debrief.controls.map(({ control, verdict, badShareBefore, badShareAfter }) => ({ control, verdict, badShareBefore, badShareAfter })),
    );
  });

  it('[PB6] says how it was found out whether it was over', () => {
    expect(document.supporting.oracle).toEqual([expect.stringMatching(/^The resolve held: users had been well for \d+ s\.$/)]);
    const named = planOf({ oracle: { ...sim.state.plan.oracle, restartProbe: 'orders' } });
    const told = buildPostmortem(sim.events, named);
    expect(told.supporting.oracle[1]).toBe('Restart of orders: not tried, no resolve came so far.');
    expect(renderMarkdown(told)).toContain('- Was it over? Restart of orders: not tried');
  });

  it('measures spans from what users felt, not from what was scheduled', () => {
    const { impact = 0, paged = 0, acknowledged = 0, recovered = 0, resolved = 0 } = sim.state.milestones;
    expect(document.timings).toMatchObject({
      timeToDetectMs: paged - impact,
      timeToAcknowledgeMs: acknowledged - paged,
      timeToMitigateMs: recovered - impact,
      timeToResolveMs: resolved - impact,
    });
    expect(document.timings.timeToDetectMs).toBeGreaterThan(0);
    expect(document.timings.milestones.find(({ milestone }) => milestone === 'impact')?.atMs).toBe(impact - 10_000);
    expect(document.timings.milestones.find(({ milestone }) => milestone === 'mitigating')).toEqual({
      milestone: 'mitigating',
      atMs: null,
      reference: '',
    });
  });

  it('gives every row of the timeline a place in the record that exists, in order of time', () => {
    const seqs = new Set(sim.events.map(({ seq }) => `event ${seq}`));
    expect(document.timeline.length).toBeGreaterThan(15);
    for (const row of document.timeline) expect(row.references.filter((reference) => seqs.has(reference))).toHaveLength(1);
    const times = document.timeline.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const references = document.timeline.flatMap((row) => row.references);
    expect(references).toEqual(
      expect.arrayContaining([
        'alert browse-latency.page.1',
        'trace 4bf92f3577b34da6a3ce929d0e0e4736',
        `control ${sim.state.controls[0]?.controlId}`,
        'fault f1',
      ]),
    );
  });

  it('tells the truth of the scenario, and what each action did to users', () => {
    expect(document.cause).toMatchObject({ real: true, component: 'catalog->redis', owner: 'platform' });
    expect(document.actions.map(({ control, verdict }) => [control, verdict])).toEqual([
      ['cache.flush', 'harmful'],
      ['cache.bypass', 'accepted'],
    ]);
    const [flush, bypass] = document.actions;
    expect(flush?.badShareAfter).toBeGreaterThan(flush?.badShareBefore ?? 1);
    expect(bypass?.badShareAfter).toBeLessThan(bypass?.badShareBefore ?? 0);
  });

  it('takes lessons from facts', () => {
    expect(document.lessons.wentWell.join('\n')).toMatch(/cache\.bypass took the incident at its source/);
    expect(document.lessons.didNot.join('\n')).toMatch(/cache\.flush on redis cost users something: bad share \d+ % before, \d+ % after/);
    expect(document.lessons.didNot).toContain('nothing watches the cache path');
    expect(document.communication).toMatchObject({ updates: 1, firstUpdateAfterMs: 10_000 });
  });

  it('proposes at least one item to detect and one to prevent, and one for what was left on', () => {
    const types = document.actionItems.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['detect', 'prevent', 'process']));
    expect(document.actionItems.find(({ type }) => type === 'process')?.text).toMatch(/cache\.bypass on catalog/);
    for (const item of document.actionItems) {
      expect(item.due).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(item.due > document.header.openedAt.slice(0, 10)).toBe(true);
    }
  });

  it('counts silence from the last update to the end', () => {
    const update = sim.events.find(({ type }) => type === 'updatePosted');
    const end = sim.events.find(({ type }) => type === 'drillEnded');
    expect(document.communication.longestGapMs).toBe((end?.atMs ?? 0) - (update?.atMs ?? 0));
  });

  it('tells an owner’s answer once', () => {
    const paged = simulate(planOf());
    paged.goLive();
    paged.play(30);
    paged.play(5, slowPages);
    paged.send('runControl', { control: 'owner.page', target: 'platform', parameters: {} }, { actor: ana });
    paged.play(25, slowPages);
    paged.send('endAndDebrief', { reason: 'seen enough' });
    const { communication, timeline } = buildPostmortem(paged.events, paged.state.plan);
    expect(communication.entries.filter(({ text }) => text === 'We stopped the backup.').map(({ channel }) => channel)).toEqual(['owner']);
    expect(timeline.filter(({ what }) => what.includes('We stopped the backup.'))).toHaveLength(1);
  });

  it('is refused while the drill runs: the truth is sealed', () => {
    const running = simulate(planOf());
    running.goLive();
    expect(() => buildPostmortem(running.events, running.state.plan)).toThrow(/sealed/);
  });
});

describe('the Markdown', () => {
  it('has front matter and every section, in order', () => {
    const text = renderMarkdown(document);
    expect(text.startsWith('---\nincident: "INC-0042"\ntitle: "Product pages are slow"\nstatus: Draft\ndrill: true\n')).toBe(true);
    expect(text.match(/^## .*$/gm)).toEqual([
      '## Summary',
      '## Impact',
      '## Timings',
      '## Timeline',
      '## Trigger and contributing factors',
      '## Actions and their effect',
      '## Communication',
      '## Lessons',
      '## Action items',
      '## Supporting data',
    ]);
    expect(text).toContain('compressed 60 times to 12 h');
    expect(text).toContain('severity: 2\n');
  });

  it('has tables whose rows all have as many cells as their head', () => {
    const rows = renderMarkdown(document)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const cells = (row: string): number => row.split(/(?<!\\)\|/).length;
    let head = 0;
    for (const [index, row] of rows.entries()) {
      if (/^\| ---/.test(rows[index + 1] ?? '')) head = cells(row);
      expect(cells(row), row).toBe(head);
    }
    expect(rows.length).toBeGreaterThan(30);
  });

  it('blames nobody and asks how', () => {
    const text = renderMarkdown(document);
    expect(text).not.toMatch(/human error|fault of|should have|why did|careless|mistake/i);
    expect(text.match(/^> _.*\?_$/gm)?.length).toBeGreaterThan(8);
    expect(text).not.toMatch(/^> _why/gim);
  });

  it('says the same every time', () => {
    expect(renderMarkdown(buildPostmortem(sim.events, sim.state.plan))).toBe(renderMarkdown(document));
  });
});

describe('hostile text of a player', () => {
  const attack =
    '<img src=x onerror=alert(1)> | [click](javascript:alert(1)) `code` **bold** \n# heading\n---\nhttps://evil.example www.evil.example @all \u202Egnp';

  it('comes out as characters: no HTML, no markup, no link, no row of its own, no front matter', () => {
    const hostile = simulate(planOf());
    hostile.goLive();
    hostile.send('join', { playerId: 'p-1', name: attack.slice(0, 60) });
    hostile.play(30);
    hostile.play(20, slowPages);
    hostile.send('declare', { severity: 2, title: attack }, { actor: { ...ana, name: attack } });
    hostile.send('postNote', { text: attack }, { actor: ana });
    hostile.send('postUpdate', { impact: attack, action: attack, nextUpdateMinutes: 5 }, { actor: ana });
    hostile.send('endAndDebrief', { reason: attack });
    const text = renderMarkdown(buildPostmortem(hostile.events, hostile.state.plan));
    const [, front = '', ...body] = text.split(/^---$/m);
    expect(front.split('\n').filter((line) => line.startsWith('title:'))).toHaveLength(1);
    const visible = body.join('---');
    expect(visible).not.toMatch(/<img|<script/);
    expect(visible).not.toMatch(/(?<!\\)\[click/);
    expect(visible).not.toMatch(/(?<!\\)\*\*bold/);
    expect(visible).not.toMatch(/(?<!\\)`code/);
    expect(visible).not.toMatch(/^# heading/m);
    expect(visible).not.toMatch(/https:\/\/evil|www\.evil|@all/);
    expect(text).not.toContain('\u202E');
    const rows = visible.split('\n').filter((line) => line.includes('onerror'));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows.filter((line) => line.startsWith('| T')))
      expect(row.split(/(?<!\\)\|/)).toHaveLength(row.includes(' update ') ? 7 : 6);
  });
});

describe('a drill in which nothing was wrong', () => {
  it('says so, and proposes nothing to fix', () => {
    const quiet = simulate(
      quietPlanOf({
        truth: {
          ...planOf().truth,
          trigger: { component: 'none', mechanism: 'none', since: '', why: 'an ordinary release', owner: 'none' },
          conditions: [],
        },
      }),
    );
    quiet.goLive();
    quiet.play(60);
    quiet.send('resolve', { summary: 'No user impact.' }, { actor: ana });
    quiet.play(70);
    const calm = buildPostmortem(quiet.events, quiet.state.plan);
    expect(calm.header.outcome).toBe('held');
    expect(calm.summary).toContain('Nothing was wrong: an ordinary release.');
    expect(calm.actionItems).toEqual([]);
    expect(calm.lessons.wentWell).toContain('Nothing was changed in a system that had nothing wrong.');
    expect(renderMarkdown(calm)).toContain('Nothing was changed in the system.');
  });
});
