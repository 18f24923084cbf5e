/**
 * The post-mortem by sections, with its open questions apart: people answer them, and the answers stand below the questions in the
 * exported document. A question is a block quote of ours; nothing that people wrote can begin one, because `>` is escaped.
 */
import type { PromptAnswer } from '../drill/state.ts';
import type { PostmortemView } from '../protocol/debrief.ts';

type Answers = Readonly<Record<string, PromptAnswer>>;
type SectionView = PostmortemView['sections'][number];

const questionLine = /^> _(.*)_$/;
const titleLine = /^## (.*)$/;

interface Line {
  text: string;
  sectionId: string;
  /** Of a line that asks something. */
  promptId: string | null;
}

/** @param markdown as `renderMarkdown` gives it. */
export function sectionsOf(markdown: string, answers: Answers): SectionView[] {
  const sections = new Map<string, SectionView>();
  for (const { text, sectionId, promptId } of linesOf(markdown)) {
    const title = titleLine.exec(text)?.[1];
    if (title !== undefined) sections.set(sectionId, { sectionId, title, markdown: '', prompts: [] });
    const section = sections.get(sectionId);
    if (!section || title !== undefined) continue;
    if (promptId === null) section.markdown += `${text}\n`;
    else section.prompts.push({ promptId, question: questionOf(text), ...answerOf(answers[promptId]) });
  }
  return [...sections.values()].map((section) => ({ ...section, markdown: section.markdown.replace(/\n{3,}/g, '\n\n').trim() }));
}

/** Ids of all questions of the document. */
export function promptIdsOf(markdown: string): string[] {
  return linesOf(markdown).flatMap(({ promptId }) => promptId ?? []);
}

/** The document with the answers below their questions. */
export function withAnswers(markdown: string, answers: Answers): string {
  return linesOf(markdown)
    .map(({ text, promptId }) => {
      const answer = promptId === null ? undefined : answers[promptId];
      return answer?.text.trim() ? `${text}\n\n${asBlock(answer.text)}` : text;
    })
    .join('\n');
}

function linesOf(markdown: string): Line[] {
  let sectionId = '';
  let questions = 0;
  return markdown.split('\n').map((text) => {
    const title = titleLine.exec(text)?.[1];
    if (title !== undefined) {
      sectionId = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      questions = 0;
    }
    if (!questionLine.test(text)) return { text, sectionId, promptId: null };
    questions += 1;
    return { text, sectionId, promptId: `${sectionId}.${questions}` };
  });
}

/** The question in plain words again: what escaping added is taken away. */
function questionOf(text: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&#64;': '@', '&#58;': ':', '&#46;': '.' };
  return (questionLine.exec(text)?.[1] ?? '')
    .replace(/&(?:lt|gt|amp|#64|#58|#46);/g, (entity) => entities[entity] ?? entity)
    .replace(/\\(?=[\\`*_[\]|~\-+=#.)])/g, '');
}

function answerOf(answer: PromptAnswer | undefined): { text: string; by: string | null; revision: number } {
  return answer ? { text: answer.text, by: answer.by, revision: answer.revision } : { text: '', by: null, revision: 0 };
}

/** Markdown of people, without HTML, and without headings of the document's own ranks. */
function asBlock(text: string): string {
  return text
    .trim()
    .replace(/[&<]/g, (character) => (character === '<' ? '&lt;' : '&amp;'))
    .replace(/^(#{1,3})(?=\s)/gm, '####')
    .replace(/^(-{3,}|={3,})\s*$/gm, '');
}
