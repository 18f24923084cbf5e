import { describe, expect, test } from 'vitest';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { readLines } from '../channel-lines.ts';
import { newTask } from '../tasks/task-words.ts';
import { slashCommands } from './commands.ts';
import { completionsOf, isSlash, isUnfinishedName, messageOf, readSlash, withCommand } from './read-slash.ts';
import type { SlashContext } from './slash-command.ts';

const player = (playerId: string, name: string, role: DrillView['players'][number]['role'] = null) => ({
  playerId,
  name,
  role,
  ready: true,
  joinedAtMs: 0,
});
const action = (control: string, title: string, targets: string[]) => ({
  control,
  title,
  targets,
  sideEffect: `${title} costs`,
  parameters: [],
});
const alert = (alertId: string, severity: string) => ({
  alertId,
  alert: alertId,
  severity,
  state: 'firing',
  summary: `${alertId} is slow`,
  sinceMs: 0,
});

const drill = {
  sees: { telemetry: true, voices: true },
  severity: 2,
  alerts: [alert('lag.info', 'info'), alert('browse.page', 'page')],
  actions: [action('owner.page', 'Page an owner', ['platform', 'storefront']), action('cache.bypass', 'Bypass the cache', ['catalog'])],
  players: [player('p-1', 'Ana', 'commander'), player('p-2', 'Bo'), player('p-3', 'Chi Lo', 'scribe')],
  seatOffers: [],
} as unknown as DrillView;

const said = (index: number, text: string) => ({ index, atMs: index, kind: 'message', from: 'Bo', text, evidence: null }) as const;
const context: SlashContext = {
  drill,
  me: 'p-1',
  online: ['p-1', 'p-2', 'p-3'],
  lines: readLines([said(0, 'first'), said(1, 'redis is slow'), said(2, 'newest')]),
};

const read = (text: string, from = context) => readSlash(text, from).outcome;
const labels = (text: string) => completionsOf(text, context).map(({ insert }) => insert);

describe('what is a command', () => {
  test('a slash at the very beginning; two slashes or a blank before it make a message of it', () => {
    expect(['/ack', '/', '/checkout fails'].map(isSlash)).toEqual([true, true, true]);
    expect(['//ack', ' /ack', 'ack /now', ''].map(isSlash)).toEqual([false, false, false, false]);
    expect(['//ack', ' /ack ', 'plain'].map(messageOf)).toEqual(['/ack', '/ack', 'plain']);
  });

  test('a command put before what was begun keeps its words', () => {
    expect(withCommand('', 'note')).toBe('/note ');
    expect(withCommand('redis is slow', 'note')).toBe('/note redis is slow');
    expect(withCommand('/note redis is slow', 'hypo')).toBe('/hypo redis is slow');
    expect(withCommand('/no', 'note')).toBe('/note ');
    expect(withCommand('//path', 'note')).toBe('/note //path');
  });

  test('one that does not exist is told in words and leads to nothing', () => {
    for (const text of ['/nonsense', '/', '/api/v1/checkout fails', `/${'x'.repeat(100_000)}`]) {
      const outcome = read(text);
      expect(outcome).toMatchObject({ kind: 'wrong', words: expect.stringContaining('There is no command') });
      expect(JSON.stringify(outcome).length).toBeLessThan(200);
    }
  });

  test('every command is found by its name, whatever the case, and says what it does', () => {
    for (const { name, words } of slashCommands) {
      expect(readSlash(`/${name.toUpperCase()}`, context).command?.name).toBe(name);
      expect(words).not.toBe('');
    }
    expect(new Set(slashCommands.map(({ name }) => name)).size).toBe(slashCommands.length);
  });
});

describe('completion', () => {
  test('begins with the names, then knows what each takes', () => {
    expect(labels('/')).toHaveLength(slashCommands.length);
    expect(labels('/de')).toEqual(['/declare ', '/decide ']);
    expect(labels('/sev ')).toEqual(['/sev 1 ', '/sev 2 ', '/sev 3 ', '/sev 4 ']);
    expect(labels('/role c')).toEqual(['/role commander', '/role communications']);
    expect(labels('/role @c')).toEqual(['/role @Chi Lo']);
    expect(labels('/page s')).toEqual(['/page storefront']);
    expect(labels('/ack b')).toEqual(['/ack browse.page']);
    expect(labels('/pin redis')).toEqual(['/pin #1']);
    expect(labels('a message')).toEqual([]);
  });

  test('a finished one offers nothing more, and a name that is begun is no command yet', () => {
    expect(labels('/page platform')).toEqual([]);
    expect(['/dec', '/'].map(isUnfinishedName)).toEqual([true, true]);
    expect(['/decide', '/nonsense', '/sev 2', 'dec'].map(isUnfinishedName)).toEqual([false, false, false, false]);
  });
});

describe('what each leads to', () => {
  test('/declare opens the form with what was said; /sev changes it with a reason, or asks for it', () => {
    expect(read('/declare SEV1 checkout fails')).toEqual({
      kind: 'open',
      dialog: { kind: 'declare' },
      typed: { 'declare.severity': '1', 'declare.title': 'checkout fails' },
    });
    expect(read('/sev 1 orders are lost')).toEqual({
      kind: 'act',
      command: { type: 'changeSeverity', severity: 1, reason: 'orders are lost' },
    });
    expect(read('/sev 3')).toMatchObject({ kind: 'open', dialog: { kind: 'severity' }, typed: { 'severity.severity': '3' } });
    expect(read('/sev 7 x')).toMatchObject({ kind: 'wrong' });
    const undeclared = { ...context, drill: { ...drill, severity: null } };
    expect(read('/sev 3', undeclared)).toMatchObject({ kind: 'open', dialog: { kind: 'declare' } });
  });

  test('/ack takes the first page, or the alert it names', () => {
    expect(read('/ack')).toEqual({ kind: 'act', command: { type: 'acknowledge', alertId: 'browse.page' } });
    expect(read('/ack lag')).toEqual({ kind: 'act', command: { type: 'acknowledge', alertId: 'lag.info' } });
    expect(read('/ack nothing')).toMatchObject({ kind: 'wrong' });
  });

  test('what lies on another desk is not said to be missing', () => {
    const split = { ...context, drill: { ...drill, sees: { telemetry: false, voices: false }, alerts: [], actions: [] } };
    for (const typed of ['/ack', '/page platform', '/mitigate bypass'])
      expect(read(typed, split)).toMatchObject({ kind: 'wrong', words: expect.stringContaining('on the desk of operations') });
    expect(read('/mitigate', split)).toMatchObject({ kind: 'act' });
  });

  test('/role takes a seat by its name or nickname, and offers one’s own', () => {
    expect(read('/role ic')).toEqual({ kind: 'act', command: { type: 'takeSeat', role: 'commander' } });
    expect(read('/role @chi lo')).toEqual({ kind: 'act', command: { type: 'offerSeat', to: 'p-3' } });
    expect(read('/role @nobody')).toMatchObject({ kind: 'wrong' });
    const withoutChi = { ...context, online: ['p-1', 'p-2'] };
    expect(read('/role @chi lo', withoutChi)).toEqual({ kind: 'wrong', words: 'Chi Lo is away. Offer your seat to somebody who is here.' });
    expect(completionsOf('/role @', withoutChi).map(({ label }) => label)).toEqual(['@Bo']);
    expect(read('/role king')).toMatchObject({ kind: 'wrong' });
    expect(read('/role @Ana', { ...context, me: 'p-2' })).toMatchObject({ kind: 'wrong', words: 'You have no seat to hand over.' });
  });

  test('/role accept, decline and back answer for an offered seat, and are offered while there is one', () => {
    const offer = { offerId: 'offer-1', role: 'commander', from: 'p-1', to: 'p-2', atMs: 0, lapsesAtMs: 60_000 } as const;
    const asked = { ...context, drill: { ...drill, seatOffers: [offer] }, me: 'p-2' };
    expect(read('/role accept', asked)).toEqual({ kind: 'act', command: { type: 'answerOffer', offerId: 'offer-1', accept: true } });
    expect(read('/role Decline', asked)).toEqual({ kind: 'act', command: { type: 'answerOffer', offerId: 'offer-1', accept: false } });
    expect(read('/role back', { ...asked, me: 'p-1' })).toEqual({ kind: 'act', command: { type: 'withdrawOffer', offerId: 'offer-1' } });
    expect(read('/role accept')).toMatchObject({ kind: 'wrong', words: 'No seat is offered to you.' });
    expect(read('/role back')).toMatchObject({ kind: 'wrong' });
    expect(completionsOf('/role ', asked).slice(0, 2)).toEqual([
      { insert: '/role accept', label: 'accept', hint: 'commander, from Ana' },
      { insert: '/role decline', label: 'decline', hint: 'commander, from Ana' },
    ]);
  });

  test('/page takes lines of the channel as evidence, and says which line has none', () => {
    const evidence = { kind: 'alert', ref: 'a1', label: 'browse.page', atMs: 5 } as const;
    const lines = readLines([said(0, 'first'), { ...said(1, 'Page: slow'), evidence }]);
    expect(read('/page platform #1', { ...context, lines })).toMatchObject({
      dialog: { kind: 'action', target: 'platform', evidence: [evidence] },
    });
    expect(read('/page platform #0', { ...context, lines })).toMatchObject({ kind: 'wrong', words: expect.stringContaining('#0') });
    expect(read('/page platform', { ...context, lines })).not.toHaveProperty('dialog.evidence');
    expect(completionsOf('/page platform ', { ...context, lines })).toEqual([
      { insert: '/page platform #1', label: '#1', hint: 'Bo: browse.page' },
    ]);
  });

  test('/decide records what and why, and asks for what is missing', () => {
    expect(read('/decide bypass the cache because reads hang')).toEqual({
      kind: 'act',
      command: { type: 'recordDecision', text: 'bypass the cache', rationale: 'reads hang' },
    });
    expect(read('/decide bypass the cache')).toEqual({
      kind: 'open',
      dialog: { kind: 'decision' },
      typed: { 'decision.text': 'bypass the cache' },
    });
  });

  test('/note, /pin, /mitigate and /page do what they say', () => {
    expect(read('/note hit ratio fell')).toEqual({ kind: 'act', command: { type: 'recordNote', text: 'hit ratio fell' } });
    expect(read(`/note ${'x'.repeat(2001)}`)).toMatchObject({ kind: 'wrong', words: expect.stringContaining('2001') });
    expect(read('/pin')).toEqual({ kind: 'act', command: { type: 'pinLine', index: 2 } });
    expect(read('/pin redis')).toEqual({ kind: 'act', command: { type: 'pinLine', index: 1 } });
    expect(read('/pin #0')).toEqual({ kind: 'act', command: { type: 'pinLine', index: 0 } });
    expect(read('/pin #9')).toMatchObject({ kind: 'wrong' });
    expect(read('/mitigate')).toEqual({ kind: 'act', command: { type: 'setStatus', status: 'mitigating' } });
    expect(read('/mitigate bypass')).toEqual({ kind: 'open', dialog: { kind: 'palette', only: 'actions', search: 'bypass' } });
    expect(read('/page platform')).toMatchObject({ kind: 'open', dialog: { kind: 'action', target: 'platform' } });
    expect(read('/page nobody')).toMatchObject({ kind: 'wrong', words: expect.stringContaining('platform, storefront') });
  });

  test('what has a form opens it, with the words in its first field', () => {
    expect(read('/update pages are slow')).toMatchObject({ dialog: { kind: 'update' }, typed: { 'update.impact': 'pages are slow' } });
    expect(read('/hypo it is redis')).toMatchObject({ dialog: { kind: 'hypothesis' }, typed: { 'hypothesis.text': 'it is redis' } });
    expect(read('/task look at redis')).toMatchObject({ dialog: { kind: 'task' }, typed: { [`${newTask}text`]: 'look at redis' } });
    expect(read('/resolve all well')).toMatchObject({ dialog: { kind: 'resolve' }, typed: { 'resolve.summary': 'all well' } });
    expect(read('/resolve')).toEqual({ kind: 'open', dialog: { kind: 'resolve' }, typed: {} });
    expect([read('/hint'), read('/help')]).toMatchObject([{ dialog: { kind: 'hint' } }, { dialog: { kind: 'help' } }]);
  });
});
