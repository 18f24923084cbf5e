/** A message to a Slack incoming webhook: `text` for notifications, `blocks` for the channel (docs.slack.dev, Block Kit). */
import type { Notice } from './notices.ts';

interface SlackText {
  type: 'mrkdwn';
  text: string;
}

export interface SlackMessage {
  text: string;
  blocks: ({ type: 'section'; text: SlackText } | { type: 'context'; elements: SlackText[] })[];
}

/** Slack's limit for a section. */
const longestSection = 3000;

/** Null for an alert on a cause: a channel that tells everything is read by nobody. */
export function slackMessage({ action, alert }: Notice, houseUrl: string): SlackMessage | null {
  if (alert.severity === 'info') return null;
  const heading = `${headings[action](alert.severity === 'page' ? 'Page' : 'Ticket', alert.acknowledgedBy)}: ${escaped(alert.summary)}`;
  return {
    text: heading.slice(0, longestSection),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*${heading}*`.slice(0, longestSection) } },
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: `${escaped(alert.alert)} · <${houseUrl}/drill/${alert.drillId}|War room of ${alert.drillId}>` }],
      },
    ],
  };
}

const headings: Record<Notice['action'], (kind: string, by: string | null) => string> = {
  trigger: (kind) => kind,
  acknowledge: (kind, by) => `${kind} acknowledged by ${escaped(by ?? 'somebody')}`,
  resolve: (kind) => `${kind} resolved`,
};

/** The three characters that Slack reads as its own. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
