/**
 * Our redis-server: the protocol, the commands of a cache and the eviction of Redis, in Node.
 * `node dist/engines/redis.js --port 6379 --bind 127.0.0.1 --maxmemory 64mb --maxmemory-policy allkeys-lru`
 */
import { announceReady, endWithParent, readBoot } from '../../process/lifeline.ts';
import { startRedis } from './server.ts';
import { parseArguments, type RedisBoot, settingsFromBoot, UsageError } from './settings.ts';
import { redisVersion } from './version.ts';

async function main(args: readonly string[]): Promise<void> {
  const isBooted = args.length === 0 && process.env['BROWNOUT_BOOT'] !== undefined;
  const server = await startRedis(isBooted ? settingsFromBoot(readBoot<RedisBoot>()) : parseArguments(args));
  endWithParent(() => server.close());
  // By hand there is no parent to pass Ctrl-C on.
  if (!process.send) process.on('SIGINT', () => process.kill(process.pid, 'SIGTERM'));
  process.stdout.write(`redis ${redisVersion} listens on port ${server.port}\n`);
  announceReady({ port: server.port });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
});
