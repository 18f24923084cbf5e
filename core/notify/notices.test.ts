import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DrillView } from '../protocol/drill-view.ts';
import { webhookPayload } from './alertmanager.ts';
import { noticesFor, type OpenAlerts } from './notices.ts';
import { pagerDutyEvent } from './pagerduty.ts';
import { prometheusRules } from './prometheus-rules.ts';
import { slackMessage } from './slack.ts';

type AlertView = DrillView['alerts'][number];
const house = 'http://127.0.0.1:4000';

function page(changes: Partial<AlertView> = {}): AlertView {
  return {
    alertId: 'alert-1',
    alert: 'browse-latency.page',
    severity: 'page',
    state: 'firing',
    summary: '38 % of product pages slower than 300 ms',
    burnRate: 38.04,
    sinceMs: 5_000,
    firedAtMs: 5_000,
    resolvedAtMs: null,
    acknowledgedBy: null,
    silence: null,
    ...changes,
  };
}

const viewOf = (alerts: AlertView[], phase: DrillView['phase'] = 'live', drillId = 'INC-0007'): DrillView =>
  ({ drillId, phase, alerts }) as unknown as DrillView;

/** Plays views one after another; a second of wall time between them. */
function told(...views: (DrillView | null)[]): string[] {
  let open: OpenAlerts = new Map();
  return views.flatMap((view, index) => {
    const step = noticesFor(open, view, index * 1000);
    open = step.open;
    return step.notices.map(({ action, alert, atMs }) => `${atMs / 1000} ${action} ${alert.key}`);
  });
}

describe('whoever is outside', () => {
  it('hears of an alert once when it fires, once when it is acknowledged, once when it is over', () => {
    const acknowledged = page({ state: 'acknowledged', acknowledgedBy: 'Ana' });
    expect(
      told(viewOf([page()]), viewOf([page()]), viewOf([acknowledged]), viewOf([acknowledged]), viewOf([page({ state: 'resolved' })])),
    ).toEqual(['0 trigger INC-0007/alert-1', '2 acknowledge INC-0007/alert-1', '4 resolve INC-0007/alert-1']);
  });

  it('hears nothing of what is only pending, nor of what is silenced before it was open', () => {
    expect(told(viewOf([page({ state: 'pending' })]), viewOf([page({ state: 'silenced' })]))).toEqual([]);
    expect(told(viewOf([page({ state: 'silenced' })]), viewOf([page()]))).toEqual(['1 trigger INC-0007/alert-1']);
  });

  it('keeps an alert open that is silenced after it had fired', () => {
    expect(told(viewOf([page()]), viewOf([page({ state: 'silenced' })]), viewOf([page({ state: 'resolved' })]))).toEqual([
      '0 trigger INC-0007/alert-1',
      '2 resolve INC-0007/alert-1',
    ]);
  });

  it.each<[string, DrillView | null]>([
    ['its drill has ended', viewOf([page()], 'debrief')],
    ['another drill began', viewOf([], 'live', 'INC-0008')],
    ['the house stops', null],
  ])('hears the end of what is open when %s', (_, next) => {
    expect(told(viewOf([page()]), next)).toEqual(['0 trigger INC-0007/alert-1', '1 resolve INC-0007/alert-1']);
  });
});

describe('messages', () => {
  const first = noticesFor(new Map(), viewOf([page(), page({ alertId: 'alert-2', alert: 'cache-hit-ratio', severity: 'info' })]), 1_000);
  const second = noticesFor(first.open, viewOf([page({ alertId: 'alert-2', alert: 'cache-hit-ratio', severity: 'info' })]), 61_000);

  it("are a group for Alertmanager's receivers: all that is open, and what has just ended", () => {
    const fired = webhookPayload(first.notices, first.open, house);
    expect(fired).toMatchObject({ version: '4', status: 'firing', groupKey: '{}:{drill="INC-0007"}', commonLabels: { drill: 'INC-0007' } });
    expect(fired?.alerts.map(({ status, labels }) => `${status} ${labels['alertname']}`)).toEqual([
      'firing browse-latency.page',
      'firing cache-hit-ratio',
    ]);
    const ended = webhookPayload(second.notices, second.open, house);
    expect(ended?.alerts.map(({ status, labels }) => `${status} ${labels['alertname']}`)).toEqual([
      'firing cache-hit-ratio',
      'resolved browse-latency.page',
    ]);
    expect(ended?.alerts[1]).toMatchObject({
      startsAt: '1970-01-01T00:00:01.000Z',
      endsAt: '1970-01-01T00:01:01.000Z',
      fingerprint: fired?.alerts[0]?.fingerprint,
      generatorURL: `${house}/drill/INC-0007`,
    });
    expect(fired?.alerts[0]?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(webhookPayload([], first.open, house)).toBeNull();
  });

  it('page through PagerDuty under one key, and not for what only informs', () => {
    const events = [...first.notices, ...second.notices].flatMap((notice) => pagerDutyEvent(notice, 'R0', house) ?? []);
    expect(events.map(({ event_action: action, dedup_key: key }) => `${action} ${key}`)).toEqual([
      'trigger brownout/INC-0007/alert-1',
      'resolve brownout/INC-0007/alert-1',
    ]);
    expect(events[0]?.payload).toMatchObject({ severity: 'critical', summary: page().summary, custom_details: { burn_rate: 38 } });
    expect(events[1]).not.toHaveProperty('payload');
  });

  it('are for people in Slack, and whatever is written in a summary stays text', () => {
    const [notice] = noticesFor(new Map(), viewOf([page({ summary: '<!channel> a & b' })]), 0).notices;
    const message = notice && slackMessage(notice, house);
    expect(message?.text).toBe('Page: &lt;!channel&gt; a &amp; b');
    expect(JSON.stringify(message?.blocks)).toContain(`<${house}/drill/INC-0007|War room of INC-0007>`);
  });
});

describe('the rule file', () => {
  const slo = {
    name: 'browse-latency',
    displayName: 'Product pages are fast',
    journey: 'browse',
    sli: 'latency',
    thresholdMs: 300,
    objective: 0.99,
  } as const;
  interface Rules {
    groups: { name: string; rules: { alert: string; expr: string; labels: Record<string, string> }[] }[];
  }
  const rulesOf = (windows: 'game' | 'production') => (parse(prometheusRules([slo], windows)) as Rules).groups[0]?.rules ?? [];

  it("has the workbook's pairs in production windows, and the same pairs compressed for the game", () => {
    const [pagers, tickets] = rulesOf('production');
    expect(pagers?.labels).toEqual({ severity: 'page', slo: 'browse-latency' });
    expect(pagers?.expr.match(/\[\d+s\]/g)).toEqual([
      '[3600s]',
      '[3600s]',
      '[900s]',
      '[900s]',
      '[21600s]',
      '[21600s]',
      '[1800s]',
      '[1800s]',
    ]);
    expect(pagers?.expr).toContain('>= 0.144');
    expect(tickets?.expr).toContain('>= 0.01');
    expect(rulesOf('game')[0]?.expr).toContain('[60s]');
  });
});
