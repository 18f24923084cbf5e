/** Where the public page and what users felt parted ways for longer than anybody needs to notice and to write. */

import { nothingTold } from '../drill/communication-state.ts';
import type { DrillEvent } from '../drill/events.ts';
import { pageAfter } from '../drill/rules/status-page.ts';
import type { WordingFinding } from '../protocol/communication.ts';
import type { ComponentStatus } from '../protocol/status-page.ts';
import { feltShare, percentOf } from './check-wording.ts';
import type { PublicComponent } from './components.ts';
import { type ShopRecord, shareAt } from './measured.ts';

/** How long a page may lag behind before it is worth a word; and how long trouble may stand on it after it is over. */
const silentMs = 60_000;
const staleMs = 120_000;
/** A major outage is one for nearly everybody; this leaves room for a rough guess. */
const majorShare = 0.5;

interface Moment {
  atMs: number;
  shown: ComponentStatus;
  users: number;
  telemetry: number | null;
}

interface PageRule {
  rule: 'page_silent' | 'page_overstates';
  holds: (moment: Moment) => boolean;
  longerThanMs: number;
  words: (span: readonly Moment[]) => string;
}

const rules: readonly PageRule[] = [
  {
    rule: 'page_silent',
    holds: ({ shown, users }) => shown === 'operational' && users > feltShare,
    longerThanMs: silentMs,
    words: (span) => {
      const worst = span.reduce((most, next) => (next.users > most.users ? next : most));
      const seen = worst.telemetry === null ? 'telemetry showed nothing' : `telemetry showed ${percentOf(worst.telemetry)}`;
      return `Up to ${percentOf(worst.users)} went wrong for users; ${seen}.`;
    },
  },
  {
    rule: 'page_overstates',
    holds: ({ shown, users }) => shown === 'major_outage' && users > feltShare && users < majorShare,
    longerThanMs: silentMs,
    words: (span) => `At most ${percentOf(Math.max(...span.map(({ users }) => users)))} went wrong for users: an outage for some.`,
  },
  {
    rule: 'page_overstates',
    holds: ({ shown, users }) => shown !== 'operational' && users <= feltShare,
    longerThanMs: staleMs,
    words: (span) => `At most ${percentOf(Math.max(...span.map(({ users }) => users)))} went wrong for users meanwhile.`,
  },
];

export function pageFindings(events: readonly DrillEvent[], record: ShopRecord): WordingFinding[] {
  return record.components.flatMap((component) => {
    const moments = momentsOf(events, record, component.id);
    return rules.flatMap((rule) => spansOf(moments, rule).map((span) => findingOf(rule, span, component)));
  });
}

/** What the page said and what was so, at every second of the live phase. */
function momentsOf(events: readonly DrillEvent[], record: ShopRecord, id: string): Moment[] {
  const notes = events.filter((event) => event.type === 'statusPublished');
  let [page, taken] = [nothingTold.page, 0];
  return record.samples.map(({ atMs }) => {
    for (let note = notes[taken]; note && note.atMs <= atMs; note = notes[taken]) {
      page = pageAfter(page, note);
      taken += 1;
    }
    return {
      atMs,
      shown: page.components[id]?.status ?? 'operational',
      users: shareAt(record, id, { atMs, source: 'ledger' }) ?? 0,
      telemetry: shareAt(record, id, { atMs, source: 'observed' }),
    };
  });
}

/** Unbroken stretches in which the rule holds, of those that lasted. */
function spansOf(moments: readonly Moment[], { holds, longerThanMs }: PageRule): Moment[][] {
  const spans: Moment[][] = [];
  let open: Moment[] = [];
  for (const moment of moments) {
    if (holds(moment)) open.push(moment);
    else if (open.length > 0) {
      spans.push(open);
      open = [];
    }
  }
  if (open.length > 0) spans.push(open);
  return spans.filter((span) => (span.at(-1)?.atMs ?? 0) - (span[0]?.atMs ?? 0) >= longerThanMs);
}

function findingOf({ rule, words }: PageRule, span: readonly Moment[], { name }: PublicComponent): WordingFinding {
  const [first] = span;
  return {
    rule,
    atMs: first?.atMs ?? 0,
    untilMs: span.at(-1)?.atMs ?? null,
    audience: 'public',
    by: null,
    said: `${name}: ${(first?.shown ?? 'operational').replace('_', ' ')}`,
    measured: words(span),
    event: null,
  };
}
