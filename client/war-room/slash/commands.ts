/** The slash commands of the channel, in the order of an incident. A new one is one line in this list. */
import { messageLength } from '../../../core/protocol/message-length.ts';
import { unacknowledgedPages } from '../alert-order.ts';
import { whyElsewhere } from '../split/other-desk.ts';
import { severities } from '../stepper.ts';
import { addTask } from './add-task.ts';
import { pageOwner } from './page-owner.ts';
import { pinLine } from './pin-line.ts';
import { type Completion, type SlashCommand, type SlashOutcome, wrong } from './slash-command.ts';
import { takeRole } from './take-role.ts';

const severityCompletions: Completion[] = severities.map(({ id, label, hint }) => ({ insert: `${id} `, label: `${id}  ${label}`, hint }));

/** `2 checkout fails`, `SEV2 checkout fails`: which, and what else was said. */
function severityIn(typed: string): { severity: 1 | 2 | 3 | 4; rest: string } | null {
  const [, digit, rest = ''] = /^(?:sev)?([1-4])(?:\s+(.*))?$/isu.exec(typed.trim()) ?? [];
  return digit === undefined ? null : { severity: Number(digit) as 1 | 2 | 3 | 4, rest: rest.trim() };
}

const completeSeverity = (typed: string): Completion[] => (typed === '' ? severityCompletions : []);

const declare: SlashCommand = {
  name: 'declare',
  usage: '1-4 what users feel',
  words: 'Declare the incident',
  needs: 'respond',
  complete: completeSeverity,
  read(typed) {
    const said = severityIn(typed);
    const title = said?.rest ?? typed.trim();
    const severity: Record<string, string> = said === null ? {} : { 'declare.severity': String(said.severity) };
    return { kind: 'open', dialog: { kind: 'declare' }, typed: { ...severity, ...filled('declare.title', title, 200) } };
  },
};

const sev: SlashCommand = {
  name: 'sev',
  usage: '1-4 why',
  words: 'Change the severity, with its reason',
  needs: 'respond',
  complete: completeSeverity,
  read(typed, context) {
    const { drill } = context;
    if (drill.severity === null) return declare.read(typed, context);
    const said = severityIn(typed);
    if (said === null)
      return typed.trim() === '' ? { kind: 'open', dialog: { kind: 'severity' } } : wrong('Say which: /sev 1 to 4, then why.');
    const { severity, rest } = said;
    if (rest !== '') return { kind: 'act', command: { type: 'changeSeverity', severity, reason: rest.slice(0, 300) } };
    return { kind: 'open', dialog: { kind: 'severity' }, typed: { 'severity.severity': String(severity) } };
  },
};

const ack: SlashCommand = {
  name: 'ack',
  usage: '[alert]',
  words: 'Acknowledge the first page, or the alert you name',
  needs: 'respond',
  complete: (typed, { drill }) =>
    drill.alerts
      .filter(({ state, alert }) => state === 'firing' && alert.includes(typed.trim()))
      .map(({ alert, summary }) => ({ insert: alert, label: alert, hint: summary })),
  read(typed, { drill }) {
    const elsewhere = whyElsewhere(drill, 'telemetry');
    if (elsewhere !== null) return wrong(elsewhere);
    const { alerts } = drill;
    const name = typed.trim();
    const alert =
      name === '' ? unacknowledgedPages(alerts)[0] : alerts.find((each) => each.state === 'firing' && each.alert.includes(name));
    if (alert) return { kind: 'act', command: { type: 'acknowledge', alertId: alert.alertId } };
    return wrong(name === '' ? 'No page waits to be acknowledged.' : `No alert that fires is called ${name.slice(0, 60)}.`);
  },
};

const decide: SlashCommand = {
  name: 'decide',
  usage: 'what because why',
  words: 'Record a decision with its rationale',
  needs: 'talk',
  read(typed) {
    const [, text = '', rationale = ''] = /^(.*?)\s+because\s+(.*)$/isu.exec(typed.trim()) ?? [];
    const isWhole = text !== '' && rationale !== '' && text.length <= 500 && rationale.length <= 1000;
    if (isWhole) return { kind: 'act', command: { type: 'recordDecision', text, rationale } };
    return { kind: 'open', dialog: { kind: 'decision' }, typed: filled('decision.text', typed.trim(), 500) };
  },
};

const mitigate: SlashCommand = {
  name: 'mitigate',
  usage: '[action]',
  words: 'Say that you mitigate; with words, find an action by them',
  needs: 'respond',
  complete: (typed, { drill }) =>
    drill.actions
      .filter(({ title }) => title.toLowerCase().includes(typed.trim().toLowerCase()))
      .map(({ title, sideEffect }) => ({ insert: title, label: title, hint: sideEffect })),
  read(typed, { drill }) {
    if (typed.trim() === '') return { kind: 'act', command: { type: 'setStatus', status: 'mitigating' } };
    const elsewhere = whyElsewhere(drill, 'telemetry');
    if (elsewhere !== null) return wrong(elsewhere);
    return { kind: 'open', dialog: { kind: 'palette', only: 'actions', search: typed.trim() } };
  },
};

const note: SlashCommand = {
  name: 'note',
  usage: 'what was seen',
  words: 'Write a note for the record',
  needs: 'talk',
  read(typed) {
    const text = typed.trim();
    if (text === '') return { kind: 'open', dialog: { kind: 'note' } };
    if (text.length > messageLength) return wrong(`A note holds ${messageLength} characters; this has ${text.length}.`);
    return { kind: 'act', command: { type: 'recordNote', text } };
  },
};

/** Opens a form with the words in its first field. */
function form(
  name: string,
  more: Omit<SlashCommand, 'name' | 'read'> & { open: SlashOutcome & { kind: 'open' }; field?: [string, number] },
) {
  const { open, field, ...rest } = more;
  const read = (typed: string): SlashOutcome => (field === undefined ? open : { ...open, typed: filled(field[0], typed.trim(), field[1]) });
  return { name, ...rest, read } satisfies SlashCommand;
}

/** A field that nothing was typed for keeps what it holds. */
function filled(field: string, text: string, longest: number): Record<string, string> {
  return text === '' ? {} : { [field]: text.slice(0, longest) };
}

export const slashCommands: readonly SlashCommand[] = [
  ack,
  declare,
  sev,
  takeRole,
  form('update', {
    usage: 'what users feel',
    words: 'Write a status update',
    needs: 'respond',
    open: { kind: 'open', dialog: { kind: 'update' } },
    field: ['update.impact', 1000],
  }),
  form('status-page', {
    usage: 'what the public reads',
    words: 'Publish on the status page',
    needs: 'respond',
    open: { kind: 'open', dialog: { kind: 'publish' } },
    field: ['publish.text', 1000],
  }),
  addTask,
  form('hypo', {
    usage: 'what we suspect',
    words: 'Put a hypothesis on the board',
    needs: 'talk',
    open: { kind: 'open', dialog: { kind: 'hypothesis' } },
    field: ['hypothesis.text', 400],
  }),
  decide,
  mitigate,
  note,
  pinLine,
  pageOwner,
  form('hint', {
    usage: '',
    words: 'See what the next hint costs',
    needs: 'respond',
    open: { kind: 'open', dialog: { kind: 'hint' } },
  }),
  form('resolve', {
    usage: 'summary',
    words: 'Resolve the incident',
    needs: 'respond',
    open: { kind: 'open', dialog: { kind: 'resolve' } },
    field: ['resolve.summary', 2000],
  }),
  form('help', { usage: '', words: 'Keys and commands', needs: 'look', open: { kind: 'open', dialog: { kind: 'help' } } }),
];
