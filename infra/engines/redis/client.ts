import type { Socket } from 'node:net';
import { type DispatchContext, dispatch, isWrite } from './dispatch.ts';
import { CommandParser } from './resp/parser.ts';
import { ErrorReply, type Reply } from './resp/reply.ts';
import { encode, type Protocol } from './resp/writer.ts';
import type { Session } from './session.ts';

/** One connection: reads commands, answers them in order, writes the answers of one chunk in one go. */
export class Client implements Session {
  readonly address: string;
  readonly localAddress: string;
  readonly connectedAtMs: number;
  readonly channels = new Set<string>();
  lastCommandAtMs: number;
  lastCommand = '';
  name = '';
  libName = '';
  libVersion = '';
  protocol: Protocol = 2;
  database = 0;
  transaction: Session['transaction'] = null;
  watchBroken = false;
  readonly #socket: Socket;
  readonly #context: DispatchContext;
  readonly #parser = new CommandParser();
  #commands: string[][] = [];
  #output = '';
  #isRunning = false;
  #isHeldBack = false;
  #isClosing = false;

  constructor(
    readonly id: number,
    socket: Socket,
    context: DispatchContext,
  ) {
    this.#socket = socket;
    this.#context = context;
    this.address = `${socket.remoteAddress}:${socket.remotePort}`;
    this.localAddress = `${socket.localAddress}:${socket.localPort}`;
    this.connectedAtMs = context.world.now();
    this.lastCommandAtMs = this.connectedAtMs;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#leave());
  }

  send(reply: Reply): void {
    this.#output += encode(reply, this.protocol);
    if (!this.#isRunning) this.#flush();
  }

  close(): void {
    this.#isClosing = true;
    if (!this.#isRunning) this.#socket.destroySoon();
  }

  #read(chunk: Buffer): void {
    this.#context.world.stats.inputBytes += chunk.length;
    for (const command of this.#parser.push(chunk)) this.#commands.push(command);
    if (!this.#isHeldBack) this.#run();
  }

  #run(): void {
    this.#isRunning = true;
    let done = 0;
    for (let words = this.#commands[0]; words && !this.#isClosing && !this.#mustWait(words); words = this.#commands[done]) {
      this.#output += encode(dispatch(words, this, this.#context), this.protocol);
      done += 1;
    }
    this.#commands = this.#commands.slice(done);
    if (this.#commands.length === 0 && !this.#isClosing) this.#refuseProtocolErrors();
    this.#isRunning = false;
    this.#flush();
    if (this.#isClosing) this.#socket.destroySoon();
  }

  #refuseProtocolErrors(): void {
    const { failure } = this.#parser;
    if (failure === undefined) return;
    this.#output += encode(new ErrorReply(`ERR Protocol error: ${failure}`), 2);
    this.#isClosing = true;
  }

  #mustWait(words: readonly string[]): boolean {
    const { world, table } = this.#context;
    if (!world.pause.holdsBack(isWrite(words, this, { table }), world.now())) return false;
    this.#isHeldBack = true;
    world.pause.afterwards(() => {
      this.#isHeldBack = false;
      if (!this.#socket.destroyed) this.#run();
    });
    return true;
  }

  #flush(): void {
    if (this.#output === '' || this.#socket.destroyed) return;
    this.#context.world.stats.outputBytes += this.#output.length;
    this.#socket.write(this.#output, 'latin1');
    this.#output = '';
  }

  #leave(): void {
    const { world } = this.#context;
    this.#isClosing = true;
    world.channels.leave(this);
    world.watches.unwatch(this);
    world.sessions.delete(this.id);
  }
}
