/** The sandbox on the original engines, where this machine has them all: the same operations take hold, and nothing is left behind. */
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ActiveOperation } from '../../../core/sandbox/operations.ts';
import { findOriginals } from '../../../infra/engines/originals/find.ts';
import { processesOf } from './processes.fixture.ts';
import { buildRealSandbox } from './real-sandbox.fixture.ts';

const startWithinMs = 180_000;

const originals = findOriginals();

if ('found' in originals && process.platform === 'linux') {
  test(
    'a sandbox on the original engines serves users, takes a fault, is clean without it, and leaves nothing',
    async () => {
      const root = await mkdtemp('/var/tmp/brownout-native-');
      await chmod(root, 0o755);
      const mark = `mark-${randomBytes(6).toString('hex')}`;
      process.env['BROWNOUT_TEST_MARK'] = mark;
      onTestFinished(async () => {
        delete process.env['BROWNOUT_TEST_MARK'];
        await rm(root, { recursive: true, force: true });
      });
      const { sandbox, failed } = await buildRealSandbox({ dataDir: root, engines: { kind: 'native', originals: originals.found } });
      onTestFinished(() => sandbox.stop());
      expect(processesOf({ mark, root }).filter(({ command }) => command.includes('kafka.Kafka'))).toHaveLength(3);

      const operations: ActiveOperation[] = [
        {
          id: 'e1',
          operation: {
            kind: 'toxic',
            link: 'fulfilment-1->kafka',
            toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 50 } },
          },
        },
        { id: 'e2', operation: { kind: 'redisConfig', maxmemoryMb: 5, maxmemoryPolicy: 'noeviction' } },
      ];
      await sandbox.reconcile(operations);
      const faulty = await sandbox.diff();
      expect(faulty.filter((line) => line.startsWith('proxy fulfilment-1_to_kafka-'))).toHaveLength(3);
      expect(faulty.filter((line) => line.includes('redis'))).not.toEqual([]);
      await sandbox.reconcile([]);
      expect(await sandbox.diff()).toEqual([]);

      expect(failed).toEqual([]);
      await sandbox.stop();
      expect(processesOf({ mark, root })).toEqual([]);
      expect(readdirSync(root)).toEqual([]);
    },
    startWithinMs,
  );
} else {
  const reason =
    'missing' in originals
      ? originals.missing.map(({ missing, install }) => `${missing} (install: ${install})`).join('; ')
      : 'what a process leaves is read from /proc, which is Linux';
  // Only where a machine lacks something, which `npm test` then names; `.ci/run` installs everything, so there it is never skipped.
  test.skip(`a sandbox on the original engines: ${reason}`, () => {});
}
