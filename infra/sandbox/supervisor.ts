/** Program that runs one sandbox: `SupervisorBoot` in `BROWNOUT_BOOT`, `SupervisorRequest` and `SupervisorMessage` over IPC. */
import type { Receipt, SupervisorBoot, SupervisorMessage, SupervisorRequest } from '../../core/sandbox/messages.ts';
import { layoutSandbox } from '../../core/stack/layout.ts';
import { endWithParent, readBoot } from '../process/lifeline.ts';
import { SandboxFailure } from './failure.ts';
import { RunningSandbox } from './sandbox.ts';
import { readStackFiles } from './stack-files.ts';

const startedAt = performance.now();
const boot = readBoot<SupervisorBoot>();
let sandbox: RunningSandbox | undefined;

function send(message: SupervisorMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, () => resolve());
    else resolve();
  });
}

async function createSandbox(): Promise<RunningSandbox> {
  const { stack, flags, flagDefinitions, slos, sql, migrations, archives } = await readStackFiles(boot.stackFile);
  const slis = slos.map(({ name, journey, sli, thresholdMs }) => ({ name, journey, sli, thresholdMs }));
  const { sandboxId, controlSecret, collectorPath, seed, ratePerSecond } = boot;
  const layout = layoutSandbox(stack, boot.basePort);
  return new RunningSandbox({
    boot,
    pristine: { stack, flags, ratePerSecond },
    context: { sandboxId, controlSecret, collectorPath, seed, stack, layout, slis, flags: flagDefinitions },
    sql,
    migrations,
    archives,
    send: (message) => void send(message),
  });
}

async function work(request: SupervisorRequest): Promise<Omit<Receipt, 'tookMs'>> {
  if (!sandbox) throw new SandboxFailure('not_ready', 'the sandbox is still starting');
  switch (request.type) {
    case 'reconcile':
      return { did: await sandbox.reconcile(request.operations) };
    case 'perform':
      return { did: await sandbox.perform(request.action) };
    case 'restore':
      return { did: await sandbox.restore() };
    case 'inspect':
      return { did: [], choices: await sandbox.inspect(request.query) };
    case 'panel':
      return { did: [], panel: await sandbox.panel(request.query) };
    case 'profile':
      return { did: [], profile: await sandbox.profile(request.wish) };
    case 'diff':
      return { did: [], diff: await sandbox.diff() };
    case 'stop':
      await sandbox.stop();
      return { did: ['everything ended, data directory removed'] };
  }
}

async function answer(request: SupervisorRequest): Promise<void> {
  const { requestId } = request;
  const begunAt = performance.now();
  try {
    const receipt = { tookMs: 0, ...(await work(request)) };
    receipt.tookMs = Math.round(performance.now() - begunAt);
    await send({ type: 'reply', requestId, ok: true, receipt });
  } catch (error) {
    const code = error instanceof SandboxFailure ? error.code : 'apply_failed';
    const { lastLines = [] } = error instanceof SandboxFailure ? error.about : {};
    await send({ type: 'reply', requestId, ok: false, code, message: (error as Error).message, lastLines });
  }
  if (request.type === 'stop') process.exit(0);
}

/** A sandbox that does not start is taken down at once; the message tells which part it was and what it said last. */
async function giveUp(error: unknown): Promise<void> {
  const { component = 'sandbox', lastLines = [] } = error instanceof SandboxFailure ? error.about : {};
  await send({ type: 'failed', component, message: (error as Error).message, lastLines });
  await sandbox?.stop();
  process.exit(1);
}

endWithParent(() => sandbox?.stop());
process.on('message', (request: SupervisorRequest) => void answer(request));
try {
  sandbox = await createSandbox();
  await sandbox.start();
  await send({ type: 'ready', tookMs: Math.round(performance.now() - startedAt) });
} catch (error) {
  await giveUp(error);
}
