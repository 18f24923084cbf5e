import { expect, test } from 'vitest';
import { verifyCommand } from './verify.ts';

test.each([
  ['--only and --write', ['tuesday-cutoff', '--only', 'idle', '--write'], 'leave --write out'],
  ['--only and --look', ['tuesday-cutoff', '--only', 'expert', '--look'], 'leave --only out'],
])('[VE14] %s contradict each other: refused before anything is started', async (_name, args, words) => {
  await expect(verifyCommand(args)).rejects.toThrow(words);
});
