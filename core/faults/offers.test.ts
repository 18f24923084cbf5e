import { describe, expect, it } from 'vitest';
import { faultOfferSchema } from '../protocol/desk.ts';
import { operationProblem, operationShapeProblem } from '../sandbox/check-operation.ts';
import { standingSchema } from '../sandbox/operations.ts';
import { stack } from '../scenario/shop.fixture.ts';
import { compileFault, faultCatalogue } from './index.ts';
import { chosenFault, faultOffersOf } from './offers.ts';

const offers = faultOffersOf(stack);

it('every kind is offered, but for policies, whose sensible values depend on the service, and archives, which alone harm nobody', () => {
  const offered = offers.map(({ fault }) => fault).sort();
  expect(offered).toEqual(
    faultCatalogue
      .map(({ kind }) => kind)
      .filter((kind) => !['policy', 'archive'].includes(kind))
      .sort(),
  );
  for (const offer of offers) expect(faultOfferSchema.strict().parse(offer)).toEqual(offer);
});

it('members that were never started are no targets', () => {
  const latency = offers.find(({ fault }) => fault === 'latency');
  expect(latency?.targets).toContain('fulfilment-2->kafka');
  expect(latency?.targets).not.toContain('fulfilment-3->kafka');
  expect(offers.find(({ fault }) => fault === 'hook-delay')?.targets).toEqual(expect.arrayContaining(['catalog', 'catalog-2']));
});

it('[FC2] a version that only mends, or that alone nobody feels, is no fault', () => {
  const releasedOn = (kind: string): string[] => offers.find(({ fault }) => fault === kind)?.targets ?? [];
  expect(stack.services['fulfilment']).toMatchObject({ versions: { '2.3.0': {}, '2.4.0': {} }, mends: ['2.3.0'], latent: ['2.4.0'] });
  for (const kind of ['release', 'canary']) {
    expect(releasedOn(kind)).toContain('fulfilment@2.1.0');
    expect(releasedOn(kind)).not.toContain('fulfilment@2.3.0');
    expect(releasedOn(kind)).not.toContain('fulfilment@2.4.0');
  }
});

const onOff = { variants: ['on', 'off'], defaultVariant: 'off' };
const flags = Object.fromEntries((offers.find(({ fault }) => fault === 'flag')?.targets ?? []).map((flag) => [flag, onOff]));

describe.each(offers)('$fault', ({ fault, targets, parameters }) => {
  it('its defaults and its bounds make a fault the sandbox knows, on every target', () => {
    for (const target of targets) {
      const chosen = chosenFault({ fault, target, parameters: {} });
      expect(chosen).toMatchObject({ ok: true });
      if (!chosen.ok) continue;
      const operation = compileFault(chosen.fault);
      expect(standingSchema.parse(operation)).toBeTruthy();
      expect(operationProblem({ stack, flags }, operation)).toBeNull();
    }
    for (const bound of ['min', 'max'] as const) {
      const values = Object.fromEntries(parameters.map((spec) => [spec.name, spec[bound] ?? spec.choices.at(-1) ?? '']));
      const chosen = chosenFault({ fault, target: targets[0] ?? '', parameters: values });
      expect(chosen).toMatchObject({ ok: true });
      if (chosen.ok) expect(operationShapeProblem(compileFault(chosen.fault))).toBeNull();
    }
  });

  it('beyond its bounds it is refused, and the refusal tells them', () => {
    for (const { name, max, min } of parameters) {
      if (max === null) continue;
      const refused = chosenFault({ fault, target: targets[0] ?? '', parameters: { [name]: max * 2 } });
      expect(refused).toMatchObject({ ok: false, detail: expect.stringContaining(`from ${min} to ${max}`) });
    }
  });
});

it.each([
  ['a text where a number belongs', { latency: '900ms' }],
  ['an unknown parameter', { latencey: 900 }],
  ['a boolean', { latency: true }],
  ['no number', { latency: Number.NaN }],
])('%s is refused', (_name, parameters) => {
  expect(chosenFault({ fault: 'latency', target: 'catalog->redis', parameters })).toMatchObject({ ok: false });
});

it('numbers carry the unit of their form', () => {
  expect(chosenFault({ fault: 'latency', target: 'catalog->redis', parameters: { latency: 250 } })).toEqual({
    ok: true,
    fault: { kind: 'latency', link: 'catalog->redis', latency: '250ms', jitter: '0ms', stream: 'downstream', toxicity: 1 },
  });
});
