/** A post-mortem as Markdown: the form in which it is edited, kept and exported. */
import type { PostmortemDocument } from './document.ts';
import { yamlText } from './escape.ts';
import {
  actionItemSection,
  actionSection,
  causeSection,
  communicationSection,
  impactSection,
  lessonsSection,
  summarySection,
  supportingSection,
  taskSection,
  timelineSection,
  timingSection,
} from './markdown-sections.ts';

/** Sections in reading order. Everything that people or the sandbox wrote is escaped. */
export function renderMarkdown(document: PostmortemDocument): string {
  const sections = [
    summarySection,
    impactSection,
    timingSection,
    timelineSection,
    causeSection,
    actionSection,
    communicationSection,
    taskSection,
    lessonsSection,
    actionItemSection,
    supportingSection,
  ];
  return `${[frontMatter(document), ...sections.map((section) => section(document)).filter(Boolean)].join('\n\n')}\n`;
}

function frontMatter({ header }: PostmortemDocument): string {
  return [
    '---',
    `incident: ${yamlText(header.drillId)}`,
    `title: ${yamlText(header.title)}`,
    `status: ${header.status}`,
    'drill: true',
    `date: ${header.openedAt}`,
    `severity: ${header.severity ?? 'null'}`,
    `outcome: ${header.outcome}`,
    `scenario: ${yamlText(header.scenarioId)}`,
    `stack: ${yamlText(header.stack)}`,
    `seed: ${header.seed}`,
    `plan: ${yamlText(header.planHash)}`,
    `responders: [${header.responders.map(yamlText).join(', ')}]`,
    'owner: null',
    '---',
  ].join('\n');
}
