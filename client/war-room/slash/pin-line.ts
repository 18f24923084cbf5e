import type { ReadLine } from '../channel-lines.ts';
import { type SlashCommand, wrong } from './slash-command.ts';

/** What people wrote is what one looks for first. */
const spoken: readonly ReadLine['kind'][] = ['message', 'note', 'decision', 'update', 'hypothesis'];
const offered = 8;

/** Without words the newest thing somebody said; with words the newest line that holds them; `#12` that line. */
export const pinLine: SlashCommand = {
  name: 'pin',
  usage: '[words of the line]',
  words: 'Pin a line: it stays in the record at its own time',
  needs: 'talk',
  complete: (typed, { lines }) =>
    lines
      .filter((line) => line.pinnedBy === null && holds(line, typed.trim()))
      .slice(-offered)
      .toReversed()
      .map(({ index, from, text }) => ({ insert: `#${index}`, label: `#${index}`, hint: `${from}: ${text.slice(0, 80)}` })),
  read(typed, { lines }) {
    const words = typed.trim();
    const line = lines.findLast((each) => each.pinnedBy === null && (words === '' ? spoken.includes(each.kind) : holds(each, words)));
    if (line) return { kind: 'act', command: { type: 'pinLine', index: line.index } };
    return wrong(words === '' ? 'Nobody has said anything yet that is not pinned.' : 'No line that is not pinned holds these words.');
  },
};

function holds({ index, from, text }: ReadLine, words: string): boolean {
  return words.startsWith('#') ? words === '#' || `#${index}` === words : `${from} ${text}`.toLowerCase().includes(words.toLowerCase());
}
