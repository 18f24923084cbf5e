/** PagerDuty's Events API v2 (developer.pagerduty.com, "Send an event"). */
import type { Notice, OpenAlert } from './notices.ts';

export interface PagerDutyEvent {
  routing_key: string;
  event_action: Notice['action'];
  /** At most 255 characters. */
  dedup_key: string;
  payload?: {
    /** At most 1024 characters. */
    summary: string;
    source: string;
    severity: 'critical' | 'warning' | 'info';
    /** ISO 8601. */
    timestamp: string;
    component: string;
    group: string;
    class: string;
    custom_details: Record<string, string | number>;
  };
  links?: { href: string; text: string }[];
}

const severities = { page: 'critical', ticket: 'warning', info: 'info' } as const;

/** Null for an alert on a cause: it informs, and calls nobody. */
export function pagerDutyEvent({ action, alert, atMs }: Notice, routingKey: string, houseUrl: string): PagerDutyEvent | null {
  if (alert.severity === 'info') return null;
  const event: PagerDutyEvent = { routing_key: routingKey, event_action: action, dedup_key: `brownout/${alert.key}`.slice(0, 255) };
  if (action !== 'trigger') return event;
  return {
    ...event,
    payload: {
      summary: alert.summary.slice(0, 1024),
      source: 'brownout',
      severity: severities[alert.severity],
      timestamp: new Date(atMs).toISOString(),
      component: 'shop',
      group: alert.drillId,
      class: alert.alert,
      custom_details: details(alert),
    },
    links: [{ href: `${houseUrl}/drill/${alert.drillId}`, text: 'War room' }],
  };
}

function details({ alert, burnRate, drillId }: OpenAlert): Record<string, string | number> {
  return { alert, drill: drillId, ...(burnRate === null ? {} : { burn_rate: Math.round(burnRate * 10) / 10 }) };
}
