import { expect, it } from 'vitest';
import { compileScenario } from './compile.ts';
import { parseScenario } from './parse.ts';
import type { Plan } from './plan.ts';
import { compileFile, scenarioTexts, stack } from './shop.fixture.ts';

function compileWith(section: string, seed = 1): Plan {
  const text = (scenarioTexts.get('payday-evening.yaml') ?? '').replace('truth:\n  trigger:', `${section}\ntruth:\n  trigger:`);
  const parsed = parseScenario(text, 'x.yaml', stack);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return compileScenario(parsed.scenario, { stack, slos: [], seed });
}

it('ES1 each step of an escalation is due after the one before, and left out once what it asks for is done', () => {
  const { script } = compileWith(
    'escalation: [{ until: { updated: true }, steps: [{ after: 40s, npc: { from: A, text: Well? } }, { after: 30s, ticket: { from: B, text: Hello? } }] }]\n',
  );
  const when = { fact: 'alert', slo: 'any' };
  const unless = { fact: 'updated' };
  expect(script.filter(({ id }) => id.startsWith('escalation'))).toEqual([
    {
      id: 'escalation-1.1',
      drawer: false,
      due: { when, delayMs: 40_000 },
      unless,
      kind: 'message',
      channel: 'incident',
      from: 'A',
      text: 'Well?',
    },
    {
      id: 'escalation-1.2',
      drawer: false,
      due: { when, delayMs: 70_000 },
      unless,
      kind: 'message',
      channel: 'ticket',
      from: 'B',
      text: 'Hello?',
    },
  ]);
});

it('NZ2 noise is of the stack, as much as asked for, spread over the drill by the seed', () => {
  const noiseOf = (seed: number) => compileWith('noise: { tickets: 3, changes: 2, spells: 2 }\n', seed).script.filter(({ noise }) => noise);
  const first = noiseOf(1);
  expect(first.map(({ id }) => id)).toEqual([
    'noise-ticket-1',
    'noise-ticket-2',
    'noise-ticket-3',
    'noise-change-1',
    'noise-change-2',
    'noise-spell-1',
    'noise-spell-2',
  ]);
  const texts = first.flatMap((item) => (item.kind === 'message' ? [item.text] : []));
  expect(new Set(texts).size).toBe(3);
  for (const text of texts) expect(stack.noise.tickets.map((ticket) => ticket.text)).toContain(text);
  const times = first.slice(0, 3).map(({ due }) => ('atMs' in due ? due.atMs : Number.NaN));
  expect(times.map((atMs) => Math.floor(atMs / 120_000))).toEqual([0, 1, 2]);
  expect(noiseOf(1)).toEqual(first);
  expect(new Set(Array.from({ length: 12 }, (_, seed) => JSON.stringify(noiseOf(seed)))).size).toBe(12);
});

it('NZ3 a spell makes one service busy and ends by itself; it is never what users are to feel', () => {
  const spells = compileFile('monday-backlog.yaml', 4).script.filter((item) => item.kind === 'fault' && item.noise);
  expect(spells).toHaveLength(1);
  expect(spells[0]).toMatchObject({ primary: false, endsAfterMs: 12_000, operation: { kind: 'hook', hook: { type: 'busy' } } });
});

it('what a file does not say has its usual value in the plan', () => {
  expect(compileFile('payday-evening.yaml', 1)).toMatchObject({
    hints: [],
    forbidden: [],
    oracle: { invariants: ['services-up', 'traffic-back', 'pages-heard', 'nothing-left-on', 'safe-policies'], waveAmplitude: 0.2 },
  });
});

it('an expert hands what is left on to the owner of the trigger; nobody else does', () => {
  const { responders } = compileFile('payday-evening.yaml', 1);
  expect(responders['expert']?.find((step) => 'do' in step && step.do === 'resolve')).toMatchObject({ leftOn: 'vendor-psp' });
});

it('a probe and a replay are those of the file, 20 s unless it says otherwise', () => {
  const oracle = (line: string) => {
    const text = (scenarioTexts.get('payday-evening.yaml') ?? '').replace('minTrafficShare: 0.95', `minTrafficShare: 0.95, ${line}`);
    const parsed = parseScenario(text, 'x.yaml', stack);
    return parsed.ok && compileScenario(parsed.scenario, { stack, slos: [], seed: 1 }).oracle;
  };
  expect(oracle('restartProbe: fulfilment')).toMatchObject({ restartProbe: 'fulfilment' });
  expect(oracle('replayTrigger: f1')).toMatchObject({ replay: { faultId: 'f1', forMs: 20_000 } });
  expect(oracle('replayTrigger: { fault: f1, for: 45s }')).toMatchObject({ replay: { faultId: 'f1', forMs: 45_000 } });
});
