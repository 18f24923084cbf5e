import { PushReply, type Reply, Several } from '../resp/reply.ts';
import { type CommandContext, type CommandSpec, command } from './command.ts';

const flags = 'pubsub noscript loading stale';

export const pubsubCommands: readonly CommandSpec[] = [
  command('subscribe', [-2, flags], (channels, { world, session }) => {
    const replies = channels.map((channel) => {
      world.channels.subscribe(session, channel);
      return new PushReply(['subscribe', channel, session.channels.size]);
    });
    return new Several(replies);
  }),
  command('unsubscribe', [-1, flags], unsubscribe),
  command('publish', [3, 'pubsub loading stale fast'], ([channel = '', message = ''], { world }) =>
    world.channels.publish(channel, message),
  ),
];

/** Without channels: all of them. */
function unsubscribe(channels: string[], { world, session }: CommandContext): Reply {
  const wanted = channels.length > 0 ? channels : [...session.channels];
  if (wanted.length === 0) return new PushReply(['unsubscribe', null, 0]);
  const replies = wanted.map((channel) => {
    world.channels.unsubscribe(session, channel);
    return new PushReply(['unsubscribe', channel, session.channels.size]);
  });
  return new Several(replies);
}
