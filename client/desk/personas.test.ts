import { expect, test } from 'vitest';
import { facilitatorCommandSchema } from '../../core/protocol/commands.ts';
import { personas } from './personas.ts';

test('[FC15] every line of a persona can be sent as it stands, and nobody is called by a name', () => {
  for (const { from, channel, lines } of personas) {
    expect(lines.length).toBeGreaterThan(0);
    for (const text of lines)
      expect(facilitatorCommandSchema.safeParse({ type: 'injectMessage', commandId: 'c', channel, from, text }).success).toBe(true);
  }
  expect(new Set(personas.map(({ from }) => from)).size).toBe(personas.length);
});
