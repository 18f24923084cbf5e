import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { claimPortBlock, type PortBlock } from './port-block.ts';

/** Away from real sandboxes and from the ports the kernel hands out by itself. */
const range = { from: 9_400, step: 20, below: 9_460 };
const held: PortBlock[] = [];
const claim = async (size = 10): Promise<PortBlock> => {
  const block = await claimPortBlock(size, range);
  held.push(block);
  return block;
};
afterEach(async () => {
  await Promise.all(held.splice(0).map((block) => block.release()));
});

test('claims at the same moment get different blocks', async () => {
  const blocks = await Promise.all([claim(), claim(), claim()]);
  expect(blocks.map(({ basePort }) => basePort).sort((a, b) => a - b)).toEqual([9_400, 9_420, 9_440]);
});

test('a block with a port that somebody uses is passed over', async () => {
  const squatter = createServer().listen(9_407, '127.0.0.1');
  await once(squatter, 'listening');
  expect((await claim()).basePort).toBe(9_420);
  squatter.close();
  await once(squatter, 'close');
});

test('a released block is given again', async () => {
  const block = await claim();
  await block.release();
  expect((await claim()).basePort).toBe(block.basePort);
});

test('when all are taken, the message says what to do', async () => {
  await Promise.all([claim(), claim(), claim()]);
  await expect(claim()).rejects.toThrow(/stop other sandboxes/);
});

test('a stack that needs more ports than a block has is refused', async () => {
  await expect(claim(20)).rejects.toThrow(/needs 20 ports/);
});
