/** One function per section. Prompts ask how, never why, and name nobody as a cause. */
import type { PostmortemDocument } from './document.ts';
import { inline } from './escape.ts';
import { clockText, moneyText, parametersText, percentText, spanText } from './words.ts';

type Section = (document: PostmortemDocument) => string;

export const summarySection: Section = ({ header, summary }) =>
  lines(
    `# ${inline(header.drillId)}: ${inline(header.title)}`,
    '',
    '## Summary',
    '',
    inline(summary),
    '',
    prompt('How would you tell this to somebody who was not there?'),
  );

export const impactSection: Section = ({ impact }) =>
  lines(
    '## Impact',
    '',
    table(
      ['User-facing SLO', 'Objective', 'Bad events', 'Good share', 'Budget burned', 'Bad minutes'],
      impact.slos.map((slo) => [
        inline(slo.displayName),
        percentText(slo.objective),
        `${slo.bad} of ${slo.good + slo.bad}`,
        slo.goodShare === null ? 'no events' : `${(slo.goodShare * 100).toFixed(2)} %`,
        percentText(slo.budgetBurned),
        slo.badMinutes.toFixed(1),
      ]),
    ),
    '',
    `Counted from the load generator's ledger. The budget is that of 30 days, compressed ${impact.compressionFactor} times to ${impact.budgetWindowHours} h, as all alert windows are.`,
    '',
    `- Orders lost: ${impact.ordersLost}, worth ${moneyText(impact.centsLost)}`,
    `- Customer tickets: ${impact.tickets}`,
    '',
    prompt('What did users feel, and how do we know?'),
  );

const milestoneNames: Record<string, string> = {
  impact: 'Impact begins (T0)',
  paged: 'Paged',
  acknowledged: 'Acknowledged',
  declared: 'Declared',
  mitigating: 'Mitigating',
  monitoring: 'Monitoring',
  causeRemoved: 'Cause removed',
  recovered: 'Users well again',
  resolved: 'Resolved',
};

const milestoneTable = (reached: PostmortemDocument['timings']['milestones'], names: Record<string, string>): string =>
  table(
    ['Milestone', 'At', 'Source'],
    reached.map(({ milestone, atMs, reference }) => [
      names[milestone] ?? milestone,
      atMs === null ? 'not reached' : clockText(atMs),
      reference,
    ]),
  );

/** Of an optimisation only what there was: nobody was hurt, so nothing counts from there. */
const optimisationTimings: Section = ({ timings }) =>
  lines(
    '## Timings',
    '',
    milestoneTable(
      timings.milestones.filter(({ atMs }) => atMs !== null),
      { ...milestoneNames, recovered: 'Goal reached' },
    ),
    '',
    prompt('How could the next measurement be had in half the time?'),
  );

export const timingSection: Section = (document) => (document.header.goal === null ? incidentTimings : optimisationTimings)(document);

const incidentTimings: Section = ({ timings }) =>
  lines(
    '## Timings',
    '',
    milestoneTable(timings.milestones, milestoneNames),
    '',
    `- Time to detect (impact to page): ${spanText(timings.timeToDetectMs)}`,
    `- Time to acknowledge (page to acknowledgement): ${spanText(timings.timeToAcknowledgeMs)}`,
    `- Time to mitigate (impact to users well again): ${spanText(timings.timeToMitigateMs)}`,
    `- Time to resolve (impact to resolve): ${spanText(timings.timeToResolveMs)}`,
    '',
    prompt('How could detection have taken half as long?'),
  );

export const timelineSection: Section = ({ timeline }) =>
  lines(
    '## Timeline',
    '',
    table(
      ['Time', 'Who', 'What', 'Data'],
      timeline.map(({ atMs, who, what, references }) => [clockText(atMs), inline(who), inline(what), references.map(inline).join(', ')]),
    ),
    '',
    prompt('Which rows mattered, and what was known at that moment?'),
  );

export const causeSection: Section = ({ cause, questions }) => {
  const trigger = cause.real
    ? `At ${inline(cause.component)}: ${inline(cause.mechanism)}. Reason: ${inline(cause.why)}. Owner: ${inline(cause.owner)}.`
    : `None. ${inline(cause.why)}.`;
  return lines(
    '## Trigger and contributing factors',
    '',
    `**Trigger.** ${trigger}`,
    '',
    list('Contributing factors', cause.conditions),
    list(
      'How it spread',
      cause.propagation.map(({ from, to, effect }) => `${from} to ${to}: ${effect}`),
    ),
    list('What looked like it and was not', cause.decoys),
    `**Detection.** ${inline(cause.detectionGap)}`,
    '',
    ...questions.map(prompt),
    prompt('How did the actions taken make sense at the time?'),
  );
};

const verdictWords = {
  accepted: 'takes it at the source',
  partial: 'eases it',
  neutral: 'changes nothing about it',
  harmful: 'costs users something',
  forbidden: 'is not allowed in this house',
};

export const actionSection: Section = ({ actions }) =>
  lines(
    '## Actions and their effect',
    '',
    actions.length === 0
      ? 'Nothing was changed in the system.'
      : table(
          ['Landed', 'Action', 'By', 'In the trade', 'Effect', 'Bad share 30 s before', 'Bad share 30 s after', 'Data'],
          actions.map((action) => [
            clockText(action.landedAtMs),
            inline(`${action.control} on ${action.target}${parametersText(action.parameters)}`),
            inline(action.by),
            inline(action.equivalent),
            verdictWords[action.verdict],
            `${percentText(action.badShareBefore)} of ${inline(action.slo)}`,
            percentText(action.badShareAfter),
            action.references.map(inline).join(', '),
          ]),
        ),
    '',
    prompt('Which of these are temporary, and how will they come off?'),
  );

export const communicationSection: Section = ({ communication }) =>
  lines(
    '## Communication',
    '',
    table(
      ['Time', 'Channel', 'From', 'Text', 'Data'],
      communication.entries.map(({ atMs, channel, from, text, references }) => [
        clockText(atMs),
        channel,
        inline(from),
        inline(text),
        references.map(inline).join(', '),
      ]),
    ),
    '',
    `- Updates: ${communication.updates}`,
    `- First update after declaring: ${communication.firstUpdateAfterMs === null ? 'none' : spanText(communication.firstUpdateAfterMs)}`,
    `- Longest silence after the first update: ${communication.longestGapMs === null ? 'no update went out' : spanText(communication.longestGapMs)}`,
    '',
    prompt('How well could somebody outside the room follow what was happening?'),
  );

/** Left out where the pod made none. */
export const taskSection: Section = ({ tasks }) =>
  tasks.length === 0
    ? ''
    : lines(
        '## Tasks',
        '',
        table(
          ['Time', 'Task', 'Owner', 'State', 'Data'],
          tasks.map(({ atMs, text, owner, state, references }) => [
            clockText(atMs),
            inline(text),
            inline(owner ?? 'nobody'),
            inline(state),
            references.map(inline).join(', '),
          ]),
        ),
      );

export const lessonsSection: Section = ({ lessons }) =>
  lines(
    '## Lessons',
    '',
    list('What went well', lessons.wentWell),
    prompt('What else helped, and how do we keep it?'),
    '',
    list('What did not', lessons.didNot),
    prompt('What information was missing, and where could it have come from?'),
    '',
    list('Where we got lucky', lessons.gotLucky),
    prompt('What would have happened on a worse day?'),
  );

export const actionItemSection: Section = ({ actionItems }) =>
  lines(
    '## Action items',
    '',
    table(
      ['Type', 'Action', 'Owner', 'Priority', 'Due'],
      actionItems.map(({ type, text, owner, priority, due }) => [
        type,
        inline(text),
        owner === '' ? 'to be named' : inline(owner),
        priority,
        due,
      ]),
    ),
    '',
    prompt('Which one would have helped most, and how will we see that it works?'),
  );

export const supportingSection: Section = ({ supporting, header }) =>
  lines(
    '## Supporting data',
    '',
    `- Scenario: ${inline(header.scenarioTitle)} (${inline(header.scenarioId)}), seed ${header.seed}, plan ${inline(header.planHash)}`,
    `- Log: ${supporting.events} events up to ${supporting.lastSeq}, ${supporting.samples} seconds of samples`,
    ...supporting.alerts.map(
      ({ alertId, severity, firedAtMs, resolvedAtMs }) =>
        `- Alert ${inline(alertId)} (${severity}): ${clockText(firedAtMs)} to ${resolvedAtMs === null ? 'the end' : clockText(resolvedAtMs)}`,
    ),
    ...supporting.oracle.map((words) => `- Was it over? ${inline(words)}`),
    `- Clean-up: ${cleanUpText(supporting.undo)}`,
    `- Inspired by: <${supporting.inspiredBy}>`,
  );

function cleanUpText(undo: PostmortemDocument['supporting']['undo']): string {
  if (undo === null) return 'not reported';
  return undo.ok ? 'everything was undone' : `left behind: ${inline(undo.remaining.join('; '))}`;
}

function lines(...parts: string[]): string {
  return parts
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function prompt(question: string): string {
  return `> _${inline(question)}_`;
}

function list(title: string, items: readonly string[]): string {
  return `**${title}**\n\n${items.length === 0 ? '- nothing found in the record' : items.map((item) => `- ${inline(item)}`).join('\n')}\n`;
}

/** Cells are escaped by the caller. */
function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return 'Nothing in the record.';
  const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
