/** What was said, held against what was so: a function of the log, for the debrief. It enters no score. */
import type { DrillEvent } from '../drill/events.ts';
import type { Milestone } from '../drill/values.ts';
import type { ToldCommunication, WordingFinding } from '../protocol/communication.ts';
import type { StackView } from '../protocol/stack-view.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { liveSamples } from '../slo/figures.ts';
import { checkWording, feltShare, percentOf } from './check-wording.ts';
import { measuredAt, type ShopRecord, shareAt, shopRecordOf } from './measured.ts';
import { pageFindings } from './page-findings.ts';
import { type SaidThen, saidIn } from './said.ts';

/** Nobody posts to the second. */
const graceMs = 15_000;
/** Five minutes of incident time, at four times its speed: as response handbooks ask of the first public word. */
const firstNoteMs = 75_000;
/** A resolve is taken back by users who suffer within this time. */
const afterResolveMs = 60_000;

interface Told {
  plan: { slos: readonly SloPlan[] };
  links: StackView['links'];
}

export function communicationTold(events: readonly DrillEvent[], { plan, links }: Told): ToldCommunication {
  const record = shopRecordOf(liveSamples(events), plan.slos);
  const said = saidIn(events);
  const ofWords = said.flatMap((each) => wordFindings(each, { record, links }));
  const findings = [...ofWords, ...promiseFindings(said, events), ...pageFindings(events, record), ...firstNoteFinding(events, said)];
  return {
    said: said.map(({ atMs, audience, by, text, event }) => ({
      atMs,
      audience,
      by,
      text,
      event,
      findings: findings.filter((finding) => finding.event === event).length,
    })),
    findings: findings.toSorted((a, b) => a.atMs - b.atMs),
    firstNoteMs: said.find(({ audience }) => audience === 'public')?.atMs ?? null,
    firstUpdateMs: said.find(({ audience }) => audience === 'room')?.atMs ?? null,
  };
}

function wordFindings(said: SaidThen, { record, links }: { record: ShopRecord; links: StackView['links'] }): WordingFinding[] {
  const measured = measuredAt(record, said.atMs);
  const found = checkWording(said, { measured, links }).map((problem) => findingOf(said, problem));
  const isBad = found.some(({ rule }) => rule === 'said_resolved');
  return said.saysResolved && !isBad ? [...found, ...cameBack(said, record)] : found;
}

/** Said to be over while users were well, and they suffered again right after. */
function cameBack(said: SaidThen, record: ShopRecord): WordingFinding[] {
  const later = record.samples.filter(({ atMs }) => atMs > said.atMs && atMs <= said.atMs + afterResolveMs);
  for (const { atMs } of later) {
    for (const { id, name } of record.components) {
      const share = shareAt(record, id, { atMs, source: 'ledger' }) ?? 0;
      if (share <= feltShare) continue;
      const seconds = Math.round((atMs - said.atMs) / 1000);
      return [
        findingOf(said, { rule: 'said_resolved', said: said.text, measured: `${seconds} s later, ${name}: ${percentOf(share)} bad` }),
      ];
    }
  }
  return [];
}

/** To each audience its own promise; what ends the incident keeps the one to the room. */
function promiseFindings(said: readonly SaidThen[], events: readonly DrillEvent[]): WordingFinding[] {
  const endMs = (events.find(({ type }) => type === 'drillEnded') ?? events.at(-1))?.atMs ?? 0;
  return said.flatMap((promise) => {
    const { dueMs, audience, atMs } = promise;
    const next = said.find((each) => each.audience === audience && each.event > promise.event) ?? null;
    const keptMs = Math.min(next?.atMs ?? endMs, endMs);
    if (dueMs === null || keptMs <= dueMs + graceMs) return [];
    const late = next && next.atMs <= endMs ? `It came ${wordsOf(next.atMs - dueMs)} late.` : 'It never came.';
    const minutes = Math.round((dueMs - atMs) / 60_000);
    const finding = findingOf(promise, { rule: 'promise_late', said: `next update in ${minutes} min`, measured: late });
    return [{ ...finding, untilMs: keptMs }];
  });
}

function firstNoteFinding(events: readonly DrillEvent[], said: readonly SaidThen[]): WordingFinding[] {
  const [pagedMs, impactMs] = [reachedMs(events, 'paged'), reachedMs(events, 'impact')];
  if (pagedMs === null || impactMs === null) return [];
  const first = said.find(({ audience }) => audience === 'public');
  const dueMs = pagedMs + firstNoteMs;
  if (!first) return [lateFinding({ atMs: pagedMs, by: null, event: null, untilMs: null }, 'No note went out')];
  if (first.atMs <= dueMs) return [];
  const { by, event, atMs } = first;
  const when = `The first note came ${wordsOf(atMs - impactMs)} after users began to suffer, ${wordsOf(atMs - pagedMs)} after the page`;
  return [lateFinding({ atMs: pagedMs, by, event, untilMs: atMs }, when)];
}

function lateFinding(what: Pick<WordingFinding, 'atMs' | 'by' | 'event' | 'untilMs'>, when: string): WordingFinding {
  return {
    ...what,
    rule: 'first_note_late',
    audience: 'public',
    said: '',
    measured: `${when}; due ${wordsOf(firstNoteMs)} after the page.`,
  };
}

/** Null when it was never reached. */
function reachedMs(events: readonly DrillEvent[], milestone: Milestone): number | null {
  const reached = events.findLast((event) => event.type === 'milestoneReached' && event.data.milestone === milestone);
  return reached?.type === 'milestoneReached' ? reached.data.reachedAtMs : null;
}

function findingOf(said: SaidThen, problem: Pick<WordingFinding, 'rule' | 'said' | 'measured'>): WordingFinding {
  return { ...problem, atMs: said.atMs, untilMs: null, audience: said.audience, by: said.by, event: said.event };
}

function wordsOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
