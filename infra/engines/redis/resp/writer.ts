import { ErrorReply, MapReply, nullArray, PushReply, type Reply, SetReply, Several, Simple, Verbatim } from './reply.ts';

export type Protocol = 2 | 3;

/** The bytes of a reply, as a byte string. */
export function encode(reply: Reply, protocol: Protocol): string {
  if (typeof reply === 'string') return bulk(reply);
  if (typeof reply === 'number' || typeof reply === 'bigint') return `:${reply}\r\n`;
  if (reply === null) return protocol === 3 ? '_\r\n' : '$-1\r\n';
  if (reply === nullArray) return protocol === 3 ? '_\r\n' : '*-1\r\n';
  if (Array.isArray(reply)) return aggregate('*', reply, protocol);
  return encodeObject(reply as ObjectReply, protocol);
}

type ObjectReply = Simple | ErrorReply | MapReply | SetReply | PushReply | Verbatim | Several;

function encodeObject(reply: ObjectReply, protocol: Protocol): string {
  if (reply instanceof Simple) return `+${reply.text}\r\n`;
  // A line break inside would end the error early and let the rest pass for another reply.
  if (reply instanceof ErrorReply) return `-${reply.text.replace(/[\r\n]/g, ' ')}\r\n`;
  if (reply instanceof Verbatim) return protocol === 3 ? `=${reply.text.length + 4}\r\ntxt:${reply.text}\r\n` : bulk(reply.text);
  if (reply instanceof Several) return reply.replies.map((one) => encode(one, protocol)).join('');
  if (reply instanceof MapReply) {
    const body = reply.pairs.map(([key, value]) => encode(key, protocol) + encode(value, protocol)).join('');
    return protocol === 3 ? `%${reply.pairs.length}\r\n${body}` : `*${reply.pairs.length * 2}\r\n${body}`;
  }
  return aggregate(protocol === 2 ? '*' : reply instanceof SetReply ? '~' : '>', reply.items, protocol);
}

function aggregate(mark: string, items: readonly Reply[], protocol: Protocol): string {
  let text = `${mark}${items.length}\r\n`;
  for (const item of items) text += encode(item, protocol);
  return text;
}

function bulk(text: string): string {
  return `$${text.length}\r\n${text}\r\n`;
}
