/** What the proxies under test lead to: an echo, and a source that sends as many megabytes as the first byte says. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { announceReady, endWithParent } from '../../infra/process/lifeline.ts';

const megabyte = Buffer.alloc(1024 * 1024, 'x');

async function listen(take: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    take(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const echo = await listen((socket) => void socket.pipe(socket));
const source = await listen((socket) => {
  socket.once('data', ([megabytes = 0]: Buffer) => void send(socket, megabytes));
});

async function send(socket: Socket, megabytes: number): Promise<void> {
  for (let sent = 0; sent < megabytes; sent += 1) {
    if (!socket.write(megabyte) && !socket.destroyed) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
  }
  socket.end();
}

endWithParent(() => {});
process.on('message', () =>
  process.send?.({
    type: 'ports',
    echo: (echo.address() as AddressInfo).port,
    source: (source.address() as AddressInfo).port,
  }),
);
announceReady();
