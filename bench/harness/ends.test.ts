import { expect, it } from 'vitest';
import { Ends } from './ends.ts';

it('ends what was started last first, each once, also when one fails', async () => {
  const [order, said]: [string[], string[]] = [[], []];
  const ends = new Ends((line) => said.push(line));
  ends.add(() => order.push('first'));
  ends.add(() => Promise.reject(new Error('stuck')));
  const endThird = ends.add(() => order.push('third'));
  ends.add(() => order.push('fourth'));
  await endThird();
  await ends.end();
  await ends.end();
  expect(order).toEqual(['third', 'fourth', 'first']);
  expect(said).toEqual(['could not be ended: stuck']);
});
