/** Tells Alertmanager's receivers, PagerDuty and Slack of the alerts of the running drill. */
import { webhookPayload } from '../../core/notify/alertmanager.ts';
import { noticesFor, type OpenAlerts } from '../../core/notify/notices.ts';
import { pagerDutyEvent } from '../../core/notify/pagerduty.ts';
import { slackMessage } from '../../core/notify/slack.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { Delivery } from './delivery.ts';

/** Null: nobody is told there. */
export interface Destinations {
  webhookUrl: string | null;
  pagerDuty: { url: string; routingKey: string } | null;
  slackUrl: string | null;
}

/** Slack takes about one message a second. */
const slackSpacingMs = 1_000;

interface NotifierParts {
  destinations: Destinations;
  /** Where people open the war room. */
  houseUrl: () => string;
  wallMs: () => number;
  log: (line: string) => void;
}

export class Notifier {
  readonly #parts: NotifierParts;
  readonly #webhook: Delivery | null;
  readonly #pagerDuty: { delivery: Delivery; routingKey: string } | null;
  readonly #slack: Delivery | null;
  #open: OpenAlerts = new Map();

  constructor(parts: NotifierParts) {
    const { destinations, log } = parts;
    const { webhookUrl, pagerDuty, slackUrl } = destinations;
    this.#parts = parts;
    this.#webhook = webhookUrl === null ? null : new Delivery({ name: 'alert webhook', url: webhookUrl, log });
    this.#pagerDuty = pagerDuty && {
      delivery: new Delivery({ name: 'PagerDuty', url: pagerDuty.url, log }),
      routingKey: pagerDuty.routingKey,
    };
    this.#slack = slackUrl === null ? null : new Delivery({ name: 'Slack', url: slackUrl, log, spacingMs: slackSpacingMs });
  }

  /** To be called with the drill as players see it, whenever it changed. */
  changed(view: DrillView | null): void {
    const { notices, open } = noticesFor(this.#open, view, this.#parts.wallMs());
    this.#open = open;
    if (notices.length === 0) return;
    const houseUrl = this.#parts.houseUrl();
    for (const notice of notices) {
      this.#tell(this.#slack, slackMessage(notice, houseUrl));
      if (this.#pagerDuty) this.#tell(this.#pagerDuty.delivery, pagerDutyEvent(notice, this.#pagerDuty.routingKey, houseUrl));
    }
    this.#tell(this.#webhook, webhookPayload(notices, open, houseUrl));
  }

  /** Resolves what is open, so that no pager rings on for a house that is gone. */
  async stop(): Promise<void> {
    this.changed(null);
    await Promise.all([this.#webhook, this.#slack, this.#pagerDuty?.delivery].map((delivery) => delivery?.stop()));
  }

  #tell(delivery: Delivery | null, message: unknown): void {
    if (message !== null) delivery?.send(message);
  }
}
