/** Who writes to a room in an incident, for the facilitator: roles, where they write, and lines to adapt. */
import type { FacilitatorCommand } from '../../core/protocol/commands.ts';

export interface Persona {
  from: string;
  channel: Extract<FacilitatorCommand, { type: 'injectMessage' }>['channel'];
  /** What they are good for in a drill. */
  hint: string;
  lines: readonly string[];
}

export const personas: readonly Persona[] = [
  {
    from: 'CEO',
    channel: 'incident',
    hint: 'wants three sentences, now',
    lines: [
      'I have a board call in ten minutes. What do customers feel, what does it cost us, and when do I hear from you next?',
      'Somebody told me that it is over. Is it?',
      'How many orders have we lost? A rough number is fine, if you say that it is one.',
    ],
  },
  {
    from: 'Head of support',
    channel: 'incident',
    hint: 'needs words for customers',
    lines: [
      'The queue grows by the minute. What may we tell people, and what can they do meanwhile?',
      'Our page says that all is well, and customers quote it to us.',
    ],
  },
  {
    from: 'Customer',
    channel: 'ticket',
    hint: 'says what it feels like, not what it is',
    lines: [
      'I pressed pay and it has been turning for a minute. Have I paid or not?',
      'It worked on the third try. Did I order three times now?',
    ],
  },
  {
    from: 'Press desk',
    channel: 'incident',
    hint: 'will quote what the page says',
    lines: [
      'A reporter asks whether customers’ data is concerned, and wants a sentence before the hour.',
      'They write “total outage”. Is that so?',
    ],
  },
  {
    from: 'Engineer of the last release',
    channel: 'incident',
    hint: 'resists: it cannot be theirs',
    lines: [
      'It is not our release. It has been out for hours and all of our tests were green. Please do not roll it back.',
      'Rolling back loses the fix that sales waited for. Show me a trace first.',
    ],
  },
  {
    from: 'Database expert (out of office)',
    channel: 'incident',
    hint: 'is not there: the pod goes on without',
    lines: [
      'I am in the air until tonight and read no messages. In urgent cases use the runbook.',
      'Automatic reply: I am away. My deputy has no access to this system.',
    ],
  },
  {
    from: 'Vendor status page',
    channel: 'statusPage',
    hint: 'late and careful',
    lines: ['We are investigating reports of elevated response times for some customers.', 'All systems operational.'],
  },
];
