import { describe, expect, it } from 'vitest';
import { planOf } from '../drill/plan.fixture.ts';
import { ana, type Simulation, simulate, slowPages } from '../drill/simulation.fixture.ts';
import { debriefSchema } from '../protocol/debrief.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { SpanView } from '../protocol/traces.ts';
import { buildPostmortem } from './build.ts';
import { renderMarkdown } from './markdown.ts';
import { promptIdsOf, sectionsOf, withAnswers } from './prompts.ts';
import { tellDebrief } from './told.ts';

it('PF4 what was drawn stands beside how it spread, with how sure each was and whether it was said live', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('join', { playerId: ana.id, name: ana.name });
  sim.send('proposeHypothesis', { text: 'the cache', component: 'redis', evidence: [] }, { actor: ana });
  const said = { component: 'redis', mechanism: 'full', conditions: [], why: '', confidence: 80, hypothesisIds: ['hypothesis-1'] };
  sim.send('submitDiagnosis', { ...said, edges: [{ from: 'catalog', to: 'redis' }] }, { actor: ana });
  sim.send('endAndDebrief', { reason: 'time is up' });
  const debrief = debriefSchema.parse(tellDebrief(sim.events, sim.state.plan, { stack, traces: [] }));
  expect(debrief.spread).toEqual([{ from: 'redis', to: 'catalog' }]);
  expect(debrief.diagnoses).toMatchObject([
    { ...said, isLive: true, atMs: 10_000, trigger: '', edges: [{ from: 'catalog', to: 'redis', verdict: 'reversed' }], hops: 1 },
  ]);
  expect(debrief.timeline.map(({ what }) => what)).toContain('Diagnosis locked: redis, full (80 % sure)');
});

it('PF5 tasks stand in debrief, timeline and post-mortem; what nobody closed is proposed as an action item', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('join', { playerId: ana.id, name: ana.name });
  sim.send('addTask', { text: 'ask the vendor', ownerPlayerId: ana.id, timeBoxMinutes: 1 }, { actor: ana });
  sim.send('addTask', { text: 'look at the cache', ownerPlayerId: null, timeBoxMinutes: 5 }, { actor: ana });
  sim.send('closeTask', { taskId: 'task-2', result: 'it is full' }, { actor: ana });
  sim.play(70);
  sim.send('endAndDebrief', { reason: 'time is up' });
  const debrief = debriefSchema.parse(tellDebrief(sim.events, sim.state.plan, { stack, traces: [] }));
  expect(debrief.tasks).toMatchObject([
    { taskId: 'task-1', owner: 'Ana', isOverdue: true, closed: null },
    { taskId: 'task-2', owner: null, closed: { result: 'it is full' } },
  ]);
  expect(debrief.timeline.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['Task for Ana: ask the vendor', 'Task closed: look at the cache (it is full)', 'Task overdue: ask the vendor']),
  );
  const document = buildPostmortem(sim.events, sim.state.plan);
  expect(document.tasks.map(({ state }) => state)).toEqual(['overdue', 'closed: it is full']);
  expect(document.actionItems.at(-1)).toMatchObject({
    type: 'process',
    text: 'Finish or drop what was begun: ask the vendor',
    owner: 'Ana',
  });
  expect(renderMarkdown(document)).toContain('## Tasks');
});

it('PF5 without tasks the document has no section of them', () => {
  const sim = played();
  expect(renderMarkdown(buildPostmortem(sim.events, sim.state.plan))).not.toContain('## Tasks');
});

function played(): Simulation {
  const sim = simulate(planOf());
  sim.send('join', { playerId: ana.id, name: ana.name });
  sim.goLive();
  sim.play(30);
  sim.play(40, slowPages);
  sim.send('endAndDebrief', { reason: 'time is up' });
  sim.send('submitDiagnosis', { component: 'catalog', mechanism: 'slow', conditions: [], why: '' }, { actor: ana });
  return sim;
}

const span = (traceId: string, durationMs: number): SpanView => ({
  traceId,
  spanId: `s-${traceId}`,
  parentSpanId: null,
  service: 'catalog',
  slot: 'catalog-1',
  name: 'GET',
  kind: 'client',
  startMs: 0,
  durationMs,
  error: false,
  attributes: { 'brownout.link': 'catalog->redis' },
});
const stack = { links: [{ link: 'catalog->redis', from: 'catalog', to: 'redis', kind: 'redis', member: null }] };

describe('the whole debrief', () => {
  it('PF3 hypotheses, verdicts and links to evidence stand in the timeline, each with what opens it', () => {
    const sim = simulate(planOf());
    sim.goLive();
    const evidence = (kind: Evidence['kind'], ref: string): Evidence => ({ kind, ref, label: `${kind} of it`, atMs: 11_000 });
    sim.send(
      'proposeHypothesis',
      { text: 'the cache', component: 'redis', evidence: [evidence('signal', 'link:catalog->redis|p95')] },
      { actor: ana },
    );
    sim.send('linkEvidence', { hypothesisId: 'hypothesis-1', evidence: evidence('trace', 'abcdef') }, { actor: ana });
    sim.send('linkEvidence', { hypothesisId: 'hypothesis-1', evidence: evidence('action', 'control-1') }, { actor: ana });
    sim.send('judgeHypothesis', { hypothesisId: 'hypothesis-1', state: 'refuted' }, { actor: ana });
    sim.send('endAndDebrief', { reason: 'time is up' });
    const { timeline, hypotheses } = tellDebrief(sim.events, sim.state.plan, { stack, traces: [] });
    const rows = timeline.filter(({ references }) => references.includes('hypothesis hypothesis-1'));
    expect(rows.map(({ who, what, references }) => [who, what, references.at(-1)])).toEqual([
      ['Ana', 'Hypothesis: the cache (redis)', 'signal link:catalog->redis|p95'],
      ['Ana', 'Evidence: trace of it, for: the cache', 'trace abcdef'],
      ['Ana', 'Evidence: action of it, for: the cache', 'control control-1'],
      ['Ana', 'Hypothesis refuted: the cache', 'hypothesis hypothesis-1'],
    ]);
    expect(hypotheses[0]?.evidence).toHaveLength(3);
    expect(renderMarkdown(buildPostmortem(sim.events, sim.state.plan))).toContain('Hypothesis refuted: the cache');
  });

  it('PF3 rows of changes and tickets name what evidence points at', () => {
    const sim = played();
    const references = tellDebrief(sim.events, sim.state.plan, { stack, traces: [] }).timeline.flatMap((row) => row.references);
    for (const { changeId } of sim.state.changes) expect(references).toContain(`change ${changeId}`);
  });

  it('PF1 fits the wire, with diagnosis, timeline and the views that prove the truth', () => {
    const sim = played();
    const orphan: SpanView = { ...span('t-orphan', 5000), parentSpanId: 'gone' };
    const debrief = tellDebrief(sim.events, sim.state.plan, { stack, traces: [[span('t-fast', 5)], [span('t-slow', 900)], [orphan]] });
    expect(debriefSchema.parse(debrief)).toEqual(debrief);
    expect(debrief.diagnoses[0]).toMatchObject({ by: ana.name, component: 'catalog', hops: 1 });
    expect(debrief.proof.map(({ evidence }) => [evidence.kind, evidence.ref])).toEqual([
      ['signal', 'cache|hitRatio'],
      ['signal', 'link:catalog->redis|p95'],
      ['trace', 't-slow'],
    ]);
    expect(debrief.timeline.length).toBeGreaterThan(3);
  });

  it('PF2 leaves out a view of which nothing was kept', () => {
    const sim = played();
    expect(tellDebrief(sim.events, sim.state.plan, { stack, traces: [] }).proof).toHaveLength(2);
  });
});

describe('the document by sections', () => {
  const sim = played();
  const markdown = renderMarkdown(buildPostmortem(sim.events, sim.state.plan));
  const answer = (text: string) => ({ text, by: 'Ana', revision: 3 });

  it('PM4 has every section with its questions apart, under ids that do not depend on the answers', () => {
    const sections = sectionsOf(markdown, { 'impact.1': answer('Slow pages.') });
    expect(sections.map(({ title }) => title)).toEqual([
      'Summary',
      'Impact',
      'Timings',
      'Timeline',
      'Trigger and contributing factors',
      'Actions and their effect',
      'Communication',
      'Lessons',
      'Action items',
      'Supporting data',
    ]);
    const impact = sections.find(({ sectionId }) => sectionId === 'impact');
    expect(impact?.prompts).toEqual([
      { promptId: 'impact.1', question: 'What did users feel, and how do we know?', text: 'Slow pages.', by: 'Ana', revision: 3 },
    ]);
    expect(impact?.markdown).not.toContain('> _');
    expect(promptIdsOf(withAnswers(markdown, { 'impact.1': answer('x') }))).toEqual(promptIdsOf(markdown));
  });

  it('PM5 puts answers below their questions in the export, without HTML and without questions or headings of their own', () => {
    const hostile = '# Title\n<script>alert(1)</script>\n> _fake?_\n**bold**';
    const exported = withAnswers(markdown, { 'impact.1': answer(hostile) });
    expect(exported).toContain('**bold**');
    expect(exported).not.toContain('<script>');
    expect(exported).toContain('#### Title');
    expect(exported.indexOf('**bold**')).toBeGreaterThan(exported.indexOf('What did users feel'));
    expect(withAnswers(markdown, { 'impact.1': answer('  ') })).toBe(markdown);
  });
});
