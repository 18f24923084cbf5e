/** What a Prometheus gets of the house. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { openTestApp } from './test-app.fixture.ts';

test('/metrics is in the text format, and holds nothing of a sealed drill', async () => {
  const app = await openTestApp();
  try {
    const response = await fetch(`${app.url}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toContain('# TYPE sli_events_total counter');
  } finally {
    await app.close();
  }
});

test('the rule file has an alert for every objective and severity, and another choice of windows is refused with what there is', async () => {
  const app = await openTestApp();
  try {
    const rules = parse(await (await fetch(`${app.url}/api/v1/prometheus/rules.yaml?windows=production`)).text()) as {
      groups: { rules: { alert: string }[] }[];
    };
    const names = rules.groups.flatMap((group) => group.rules.map(({ alert }) => alert));
    expect(names).toContain('browse-latency.page');
    expect(names).toContain('checkout-availability.ticket');
    const refused = await fetch(`${app.url}/api/v1/prometheus/rules.yaml?windows=weekly`);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('game, production');
  } finally {
    await app.close();
  }
});
