import type { WordingRule } from '../../../core/protocol/communication.ts';

/** What is wrong with it, in words for the writer; the debrief uses the same ones. */
export const ruleWords: Record<WordingRule, string> = {
  page_silent: 'The page said operational while users suffered',
  page_overstates: 'The page said worse than was so',
  said_resolved: 'Said to be over while users suffered',
  said_no_impact: 'Said to be without impact while users suffered',
  said_everybody: 'Said of everybody what was so for some',
  number_off: 'A number that is off by more than a factor of two',
  named_inside: 'Names of the inside, told to the public',
  promise_late: 'A promised update came late',
  first_note_late: 'The public heard late',
};
