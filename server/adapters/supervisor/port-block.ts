import { createServer, type Server } from 'node:net';

export interface PortBlock {
  basePort: number;
  /** Gives the block back. */
  release(): Promise<void>;
}

export interface PortRange {
  /** First base, step between bases, and the port all blocks stay below (32768: above it the kernel hands out ports itself). */
  from: number;
  step: number;
  below: number;
}

const sandboxRange: PortRange = { from: 20_000, step: 200, below: 32_768 };

/**
 * Takes a free block of ports for one sandbox. The block's last port is held open until release, so that another server on this
 * machine that looks at the same moment takes the next block; every port that will be used is bound once as a probe.
 * @throws Error when all blocks are taken
 */
export async function claimPortBlock(size: number, range: PortRange = sandboxRange): Promise<PortBlock> {
  if (size >= range.step) throw new Error(`the stack needs ${size} ports, a sandbox has ${range.step - 1}: make the stack smaller`);
  for (let basePort = range.from; basePort + range.step <= range.below; basePort += range.step) {
    const claim = await tryBind(basePort + range.step - 1);
    if (!claim) continue;
    if (await areFree(basePort, size)) return { basePort, release: () => close(claim) };
    await close(claim);
  }
  throw new Error(`no free block of ${size} ports between ${range.from} and ${range.below}: stop other sandboxes on this machine`);
}

async function areFree(basePort: number, size: number): Promise<boolean> {
  const servers = await Promise.all(Array.from({ length: size }, (_, index) => tryBind(basePort + index)));
  await Promise.all(servers.map((server) => server && close(server)));
  return servers.every((server) => server !== null);
}

function tryBind(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
