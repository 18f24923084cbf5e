import { spawn } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { sandboxViewSchema } from '../../core/protocol/messages.ts';
import { freePort } from '../../infra/process/free-port.fixture.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { descendants, eventually, isAlive, type Program, startProgram, temporaryData } from '../support/program.ts';

/** As on a machine of a third of the usual speed. */
const readyMs = 240_000;
const goneMs = 60_000;
const started: { program: Program; remove(): void }[] = [];

async function startServer(environment: Record<string, string> = {}): Promise<{ program: Program; url: string }> {
  const data = temporaryData();
  const port = await freePort();
  const program = startProgram('server/main.js', {
    environment: { BROWNOUT_DATA: data.dir, PORT: String(port), BROWNOUT_RATE: '50', ...environment },
  });
  started.push({ program, remove: data.remove });
  return { program, url: `http://127.0.0.1:${port}` };
}

async function ready(url: string, program: Program): Promise<void> {
  await eventually(async () => (await fetch(`${url}/readyz`)).status === 200, {
    what: `${url}/readyz is 200\n${program.output()}`,
    timeoutMs: readyMs,
  });
}

afterEach(async () => {
  for (const { program, remove } of started.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
    remove();
  }
});

describe('npm start', () => {
  test('[ST1] serves a healthy shop under load, and Ctrl-C leaves no process', async () => {
    const { program, url } = await startServer();
    await ready(url, program);
    const sandbox = sandboxViewSchema.parse(await (await fetch(`${url}/api/v1/sandbox`)).json());
    expect(sandbox.components.filter(({ state }) => state !== 'up')).toEqual([]);
    const names = sandbox.components.map(({ component }) => component);
    for (const name of [
      'postgres',
      'redis',
      'kafka',
      'toxiproxy',
      'psp',
      'load',
      'gateway-1',
      'catalog-2',
      'orders-2',
      'payments-1',
      'inventory-1',
      'fulfilment-2',
    ]) {
      expect(names).toContain(name);
    }
    await eventually(
      async () => {
        const { traces } = (await (await fetch(`${url}/api/v1/traces?limit=200`)).json()) as {
          traces: { root: string; services: string[] }[];
        };
        const whole = ['orders', 'catalog', 'inventory', 'payments', 'fulfilment'];
        return traces.some(({ root, services }) => root === 'gateway POST /checkout' && whole.every((name) => services.includes(name)));
      },
      { what: 'one trace shows a checkout from the gateway to the consumers', timeoutMs: 180_000 },
    );
    const children = descendants(program.pid);
    expect(children.length).toBeGreaterThan(15);
    program.kill('SIGINT');
    expect(await program.ended).toBe(0);
    await eventually(() => children.every((pid) => !isAlive(pid)), { what: 'every child process has ended', timeoutMs: goneMs });
  });

  test('[ST2] a killed server leaves no process either', async () => {
    const { program, url } = await startServer();
    await ready(url, program);
    const children = descendants(program.pid);
    program.kill('SIGKILL');
    await eventually(() => children.every((pid) => !isAlive(pid)), {
      what: `no child of the killed server lives: ${children.join(' ')}`,
      timeoutMs: goneMs,
    });
  });

  test('[ST5] npm killed, with a shell between it and us or not, leaves no process', async () => {
    const data = temporaryData();
    const port = await freePort();
    const environment = { ...process.env, BROWNOUT_DATA: data.dir, PORT: String(port), BROWNOUT_RATE: '20' };
    const npm = spawn('npm', ['start'], { cwd: projectRoot(), env: environment, stdio: 'ignore' });
    const gone = new Promise((resolve) => npm.once('close', resolve));
    try {
      await eventually(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200, {
        what: 'it is ready',
        timeoutMs: readyMs,
      });
      const children = descendants(npm.pid ?? 0);
      expect(children.length).toBeGreaterThan(15);
      npm.kill('SIGKILL');
      await gone;
      await eventually(() => children.every((pid) => !isAlive(pid)), {
        what: 'everything below the killed npm has ended',
        timeoutMs: goneMs,
      });
    } finally {
      npm.kill('SIGKILL');
      data.remove();
    }
  });

  test('[ST3] a taken port gives one clear line and exit 1', async () => {
    const { createServer } = await import('node:net');
    const port = await freePort();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    const { program } = await startServer({ PORT: String(port) });
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain(
      `Port ${port} is taken: stop the program that uses it, or choose another one, as in PORT=${port + 1} npm start`,
    );
    squatter.close();
  });

  test('[ST4] a wrong setting gives one clear line and exit 2', async () => {
    const { program } = await startServer({ PORT: 'many' });
    expect(await program.ended).toBe(2);
    expect(program.output().trim()).toBe('PORT=many is not usable: give a whole number from 0 to 65535.');
  });
});
