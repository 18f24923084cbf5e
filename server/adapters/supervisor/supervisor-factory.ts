import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { parse } from 'yaml';
import type { EngineChoice, SupervisorBoot, SupervisorMessage } from '../../../core/sandbox/messages.ts';
import { dockerBasePort, layoutSandbox, usersPort } from '../../../core/stack/layout.ts';
import { type Stack, stackSchema } from '../../../core/stack/schema.ts';
import { distFile } from '../../../infra/process/paths.ts';
import { type Sandbox, SandboxError, type SandboxFactory, type SandboxOptions } from '../../ports/sandbox.ts';
import { makeDataDir, sweepDataDirs } from './data-dir.ts';
import { claimPortBlock, type PortBlock } from './port-block.ts';
import { SupervisorChannel } from './supervisor-channel.ts';
import { SupervisorSandbox } from './supervisor-sandbox.ts';

export interface SupervisorFactoryOptions {
  /** Absolute path of `stack.yaml`. */
  stackFile: string;
  /** Where sandboxes keep their directories; as root it must be a place that everybody may traverse. */
  dataDir: string;
  /** Port of the telemetry listener on loopback. */
  collectorPort: number;
  engines: EngineChoice;
}

const supervisorProgram = 'sandbox/supervisor.js';

/** Builds sandboxes as supervisor processes of this server. */
export function createSupervisorFactory(factory: SupervisorFactoryOptions): SandboxFactory {
  const swept = sweepDataDirs(factory.dataDir);
  return {
    async build(options) {
      await swept;
      const program = distFile(supervisorProgram);
      if (!existsSync(program)) throw new SandboxError('component_failed', `${program} is not built: run npm run build`);
      const sandboxId = randomBytes(4).toString('hex');
      const stack = await stackOf(factory);
      const block = await portBlock(factory, stack);
      const dataDir = await makeDataDir(factory.dataDir, sandboxId);
      const boot = bootOf({ factory, options, block, sandboxId, dataDir });
      const child = fork(program, [], {
        env: { ...process.env, BROWNOUT_BOOT: JSON.stringify(boot) },
        execArgv: ['--max-semi-space-size=2'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const cleanUp = async (): Promise<void> => {
        await block.release();
        await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
      };
      const entryPort = usersPort(stack, layoutSandbox(stack, block.basePort));
      return attach({ child, options, sandboxId, entryPort, cleanUp });
    },
  };
}

/** Containers keep their ports, so with them there is one block, and one sandbox at a time. */
async function portBlock({ engines }: SupervisorFactoryOptions, stack: Stack): Promise<PortBlock> {
  if (engines.kind === 'docker') return { basePort: dockerBasePort, release: async () => {} };
  return claimPortBlock(layoutSandbox(stack, 0).size);
}

async function stackOf({ stackFile }: SupervisorFactoryOptions): Promise<Stack> {
  return stackSchema.parse(parse(await readFile(stackFile, 'utf8')));
}

interface Plan {
  factory: SupervisorFactoryOptions;
  options: SandboxOptions;
  block: PortBlock;
  sandboxId: string;
  dataDir: string;
}

function bootOf({ factory, options, block, sandboxId, dataDir }: Plan): SupervisorBoot {
  return {
    sandboxId,
    stackFile: factory.stackFile,
    basePort: block.basePort,
    dataDir,
    controlSecret: randomBytes(18).toString('base64url'),
    collectorPort: factory.collectorPort,
    collectorPath: `/otlp/${options.telemetryToken}`,
    ratePerSecond: options.ratePerSecond,
    seed: options.seed,
    engines: factory.engines,
  };
}

interface Attachment {
  child: ChildProcess;
  options: SandboxOptions;
  sandboxId: string;
  /** Where users come in. */
  entryPort: number;
  cleanUp: () => Promise<void>;
}

/** Resolves when the supervisor says ready; whatever goes wrong before takes everything down. */
function attach({ child, options, sandboxId, entryPort, cleanUp }: Attachment): Promise<Sandbox> {
  return new Promise((resolve, reject) => {
    let isReady = false;
    const broke = (error: SandboxError): void => {
      if (isReady && !sandbox.isStopping) {
        sandbox.hasFailed = true;
        options.onFailed(error.message, error.lastLines);
      } else if (!isReady) void sandbox.stop().then(() => reject(error));
    };
    const channel = new SupervisorChannel(child, (message) => {
      if (message.type === 'ready') {
        isReady = true;
        resolve(sandbox);
      } else if (message.type === 'failed') {
        broke(new SandboxError('component_failed', message.message, message.lastLines));
      } else {
        report(message, options);
      }
    });
    const { telemetryToken } = options;
    const sandbox = new SupervisorSandbox({ sandboxId, telemetryToken, usersPort: entryPort, child, channel, cleanUp });
    child.once('error', (error) => broke(new SandboxError('component_failed', `the supervisor cannot be started: ${error.message}`)));
    child.once('exit', (code, signal) =>
      broke(new SandboxError('component_failed', `the supervisor ended (${signal ?? `exit code ${code}`})`)),
    );
  });
}

function report(message: Extract<SupervisorMessage, { type: 'progress' | 'health' | 'ledger' }>, options: SandboxOptions): void {
  switch (message.type) {
    case 'progress':
      options.onProgress({
        component: message.component,
        state: message.state,
        tookMs: message.tookMs,
        ...(message.detail ? { detail: message.detail } : {}),
      });
      break;
    case 'health':
      options.onHealth(message.components);
      break;
    case 'ledger':
      options.onLedger(message.second);
      break;
  }
}
