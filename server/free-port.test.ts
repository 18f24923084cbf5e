import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { requireFreePort } from './free-port.ts';

test('[FP1] an address that is none of this machine is told apart from a port that is taken, each with what to do', async () => {
  await expect(requireFreePort('192.0.2.1', 4000)).rejects.toThrow('HOST=192.0.2.1 is no address of this machine: use 127.0.0.1');
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const { port } = squatter.address() as AddressInfo;
  await expect(requireFreePort('127.0.0.1', port)).rejects.toThrow(`Port ${port} is taken: stop the program that uses it`);
  squatter.close();
  await expect(requireFreePort('127.0.0.1', 0)).resolves.toBeUndefined();
});
