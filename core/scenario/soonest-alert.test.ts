/** What the lint takes for the soonest is what the alerts of the engine do. */
import { describe, expect, it } from 'vitest';
import { sloReadings } from '../alerts/slo-alerts.ts';
import { appendSample, emptyHistory, withBaseline } from '../slo/history.ts';
import { lintScenario } from './parse.ts';
import type { SloPlan } from './plan.ts';
import { measuredStack, scenarioTexts } from './shop.fixture.ts';
import { soonestAlertMs, toldAfterMs } from './soonest-alert.ts';

const eventsPerSecond = 20;

/** Seconds after the fault at which an alert first fires when every event is bad from then on, and told once it is. */
function firesAfterSeconds(slo: SloPlan, severity: 'page' | 'ticket'): number {
  let history = withBaseline(emptyHistory([slo]), { [slo.name]: { badShare: 0, eventsPerSecond } });
  for (let second = 1; second < 600; second += 1) {
    const bad = second > toldAfterMs(slo) / 1000 ? eventsPerSecond : 0;
    const counts = { [slo.name]: { good: 0, bad } };
    history = appendSample(history, { ledger: counts, observed: counts });
    if (sloReadings(slo, history).find((reading) => reading.severity === severity)?.over) return second;
  }
  return Number.POSITIVE_INFINITY;
}

describe('[LT4] the soonest that an alert can fire', () => {
  it.each(measuredStack.measured.flatMap((slo) => (['page', 'ticket'] as const).map((severity) => [slo.name, severity, slo] as const)))(
    '%s: its %s',
    (_, severity, slo) => {
      expect(soonestAlertMs(severity, slo) / 1000).toBe(firesAfterSeconds(slo, severity));
    },
  );
});

describe('[LT4] an order counts as late, and an answer as slow, only after its threshold', () => {
  const good = scenarioTexts.get('payday-evening.yaml') ?? '';
  const paging = (slo: string, within: string) =>
    lintScenario(
      good.replace('slo: checkout-latency, severity: page, within: 60s', `slo: ${slo}, severity: page, within: ${within}`),
      'x.yaml',
      measuredStack,
    )
      .map(({ message, expected }) => `${message} (${expected})`)
      .filter((message) => message.includes('cannot fire'));

  it.each([
    ['checkout-availability', '8s', '9s', '9 s even when every request is bad (9s or more)'],
    ['checkout-latency', '10s', '11s', '11 s even when every request is bad, which nobody can tell of one before 2 s (11s or more)'],
    ['order-freshness', '17s', '18s', '18 s even when every request is bad, which nobody can tell of one before 10 s (18s or more)'],
  ])('so a page of %s cannot fire within %s', (slo, within, enough, words) => {
    expect(paging(slo, within)).toEqual([`a page cannot fire within ${within}: its windows need ${words}`]);
    expect(paging(slo, enough)).toEqual([]);
  });
});
