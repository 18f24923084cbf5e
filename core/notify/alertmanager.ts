/** Alertmanager's webhook, payload version 4 (prometheus.io/docs/alerting/latest/configuration, `webhook_config`). */
import { stableHash } from '../scenario/random.ts';
import type { Notice, OpenAlert, OpenAlerts } from './notices.ts';

interface WebhookAlert {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** RFC 3339. */
  startsAt: string;
  /** The zero time while it fires. */
  endsAt: string;
  generatorURL: string;
  /** Sixteen hexadecimal digits over the labels. */
  fingerprint: string;
}

export interface WebhookPayload {
  version: '4';
  groupKey: string;
  truncatedAlerts: number;
  status: 'firing' | 'resolved';
  receiver: string;
  groupLabels: Record<string, string>;
  commonLabels: Record<string, string>;
  commonAnnotations: Record<string, string>;
  externalURL: string;
  alerts: WebhookAlert[];
}

const zeroTime = '0001-01-01T00:00:00Z';

/** One group for each drill: what is open, and what has just been resolved. Null where nothing is to be said. */
export function webhookPayload(notices: readonly Notice[], open: OpenAlerts, houseUrl: string): WebhookPayload | null {
  const drillId = notices[0]?.alert.drillId;
  if (drillId === undefined) return null;
  const firing = [...open.values()].filter((alert) => alert.drillId === drillId).map((alert) => webhookAlert(alert, houseUrl, null));
  const resolved = notices.flatMap(({ action, alert, atMs }) => (action === 'resolve' ? [webhookAlert(alert, houseUrl, atMs)] : []));
  const alerts = [...firing, ...resolved];
  return {
    version: '4',
    groupKey: `{}:{drill="${drillId}"}`,
    truncatedAlerts: 0,
    status: firing.length > 0 ? 'firing' : 'resolved',
    receiver: 'brownout',
    groupLabels: { drill: drillId },
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: houseUrl,
    alerts,
  };
}

function webhookAlert(
  { alert, drillId, severity, summary, startsAtMs }: OpenAlert,
  houseUrl: string,
  endedAtMs: number | null,
): WebhookAlert {
  const labels = { alertname: alert, drill: drillId, severity };
  return {
    status: endedAtMs === null ? 'firing' : 'resolved',
    labels,
    annotations: { summary },
    startsAt: new Date(startsAtMs).toISOString(),
    endsAt: endedAtMs === null ? zeroTime : new Date(endedAtMs).toISOString(),
    generatorURL: `${houseUrl}/drill/${drillId}`,
    fingerprint: stableHash(labels),
  };
}

/** What all of them say alike. */
function common(all: readonly Record<string, string>[]): Record<string, string> {
  const [first = {}, ...others] = all;
  return Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)));
}
