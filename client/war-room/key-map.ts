/** The whole keyboard, place by place, as the help shows it. */
import { type KeyGroup, keyHelp } from './keys.ts';

export interface KeyRow {
  /** One or more keys with a blank between them; `Shift+←` is one. */
  keys: string;
  words: string;
}

export interface KeySection {
  title: string;
  rows: readonly KeyRow[];
  /** Goes with the switch for keys without a modifier. */
  isSingle: boolean;
}

const groupTitles: Record<KeyGroup, string> = {
  find: 'Find',
  incident: 'Incident',
  channel: 'Channel',
  go: 'Go to: one key after the other',
};

/** Each works while what it belongs to has the focus: Tab goes there. */
export const placeKeys = {
  line: [{ keys: 'Enter', words: 'Open what the line is about' }],
  composer: [
    { keys: 'Enter', words: 'Send, or run the command' },
    { keys: 'Shift+Enter', words: 'A new line' },
    { keys: '↑ ↓', words: 'Through what can stand here' },
    { keys: 'Tab', words: 'Take it' },
    { keys: 'Esc', words: 'Close the list' },
  ],
  form: [{ keys: 'Ctrl+Enter', words: 'Send it (⌘Enter on a Mac)' }],
  chart: [
    { keys: '← →', words: 'A second back, forth' },
    { keys: 'Shift+← Shift+→', words: 'To the marker before, the next one' },
    { keys: 'PageDown PageUp', words: 'Ten seconds back, forth' },
    { keys: 'Home End', words: 'To the beginning, the end' },
  ],
  trace: [
    { keys: '↑ ↓', words: 'Through the spans' },
    { keys: '← →', words: 'Fold, unfold; outwards, inwards' },
    { keys: 'PageDown PageUp', words: 'A page on, back' },
    { keys: 'Home End', words: 'First, last span' },
    { keys: 'Enter', words: 'Open the span' },
    { keys: 'e', words: 'To the next error' },
    { keys: '+ - 0', words: 'Closer, wider, the whole' },
  ],
  everywhere: [
    { keys: 'Tab Shift+Tab', words: 'To the next thing, the one before' },
    { keys: '← →', words: 'In a row of tabs: the next one' },
    { keys: 'Esc', words: 'Close what is open; what was typed is kept' },
  ],
} as const satisfies Record<string, readonly KeyRow[]>;

const placeTitles: Record<keyof typeof placeKeys, string> = {
  line: 'On a line of the channel',
  composer: 'While you write',
  form: 'In a form',
  chart: 'On a chart',
  trace: 'In a trace',
  everywhere: 'Everywhere',
};

export function keyMap(): KeySection[] {
  const groups = Object.entries(groupTitles).map(([id, title]) => ({
    title,
    rows: keyHelp.filter(({ group }) => group === id),
    isSingle: id !== 'find',
  }));
  const places = Object.entries(placeTitles).map(([id, title]) => ({
    title,
    rows: placeKeys[id as keyof typeof placeKeys],
    isSingle: false,
  }));
  return [...groups, ...places];
}
