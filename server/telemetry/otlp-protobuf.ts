/**
 * OTLP in protobuf, read into the shape of OTLP/JSON, so that both are judged by the same rules. Only the fields that are read
 * from JSON too; the rest is skipped. Field numbers: opentelemetry-proto 1.x. Every read is checked against the end of its message.
 */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Json } from './otlp-values.ts';

type Read = (reader: BinaryReader, state: State) => unknown;

interface Field {
  name: string;
  wire: WireType;
  read: Read;
  repeated?: boolean;
}

type Message = Record<number, Field>;

interface State {
  /** Messages that may still come. */
  left: number;
}

/** Messages, of any kind and depth, in one request: 8 MB of empty ones would be four million objects. */
const mostMessages = 400_000;

const string = (name: string): Field => ({ name, wire: WireType.LengthDelimited, read: (reader) => reader.string() });
const id = (name: string): Field => ({
  name,
  wire: WireType.LengthDelimited,
  read: (reader) => Buffer.from(reader.bytes()).toString('hex'),
});
const fixed64 = (name: string): Field => ({ name, wire: WireType.Bit64, read: (reader) => Number(reader.fixed64()) });
const double = (name: string): Field => ({ name, wire: WireType.Bit64, read: (reader) => reader.double() });
const int64 = (name: string): Field => ({ name, wire: WireType.Varint, read: (reader) => Number(reader.int64()) });
const sfixed64 = (name: string): Field => ({ name, wire: WireType.Bit64, read: (reader) => Number(reader.sfixed64()) });
const enumeration = (name: string): Field => ({ name, wire: WireType.Varint, read: (reader) => reader.int32() });
const bool = (name: string): Field => ({ name, wire: WireType.Varint, read: (reader) => reader.bool() });
const one = (name: string, message: Message): Field => ({
  name,
  wire: WireType.LengthDelimited,
  read: (reader, state) => readMessage(reader, message, { state, end: endOf(reader) }),
});
const many = (name: string, message: Message): Field => ({ ...one(name, message), repeated: true });
const packed = (name: string, read: (reader: BinaryReader) => number): Field => ({
  name,
  wire: WireType.LengthDelimited,
  read: (reader) => {
    const values: number[] = [];
    for (const end = endOf(reader); reader.pos < end; ) values.push(read(reader));
    return values;
  },
});

const anyValue: Message = { 1: string('stringValue'), 2: bool('boolValue'), 3: int64('intValue'), 4: double('doubleValue') };
const attribute: Message = { 1: string('key'), 2: one('value', anyValue) };
const resource: Message = { 1: many('attributes', attribute) };

const event: Message = { 1: fixed64('timeUnixNano'), 2: string('name'), 3: many('attributes', attribute) };
const status: Message = { 2: string('message'), 3: enumeration('code') };
const span: Message = {
  1: id('traceId'),
  2: id('spanId'),
  4: id('parentSpanId'),
  5: string('name'),
  6: enumeration('kind'),
  7: fixed64('startTimeUnixNano'),
  8: fixed64('endTimeUnixNano'),
  9: many('attributes', attribute),
  11: many('events', event),
  15: one('status', status),
};
const traces: Message = { 1: many('resourceSpans', { 1: one('resource', resource), 2: many('scopeSpans', { 2: many('spans', span) }) }) };

const numberPoint: Message = { 4: double('asDouble'), 6: sfixed64('asInt'), 7: many('attributes', attribute) };
const histogramPoint: Message = {
  4: fixed64('count'),
  5: double('sum'),
  6: packed('bucketCounts', (reader) => Number(reader.fixed64())),
  7: packed('explicitBounds', (reader) => reader.double()),
  9: many('attributes', attribute),
};
const metric: Message = {
  1: string('name'),
  5: one('gauge', { 1: many('dataPoints', numberPoint) }),
  7: one('sum', { 1: many('dataPoints', numberPoint) }),
  9: one('histogram', { 1: many('dataPoints', histogramPoint) }),
};
const metrics: Message = {
  1: many('resourceMetrics', { 1: one('resource', resource), 2: many('scopeMetrics', { 2: many('metrics', metric) }) }),
};

const logRecord: Message = {
  1: fixed64('timeUnixNano'),
  3: string('severityText'),
  5: one('body', anyValue),
  6: many('attributes', attribute),
  9: id('traceId'),
  11: fixed64('observedTimeUnixNano'),
};
const logs: Message = {
  1: many('resourceLogs', { 1: one('resource', resource), 2: many('scopeLogs', { 2: many('logRecords', logRecord) }) }),
};

const requests = { traces, metrics, logs };
export type Signal = keyof typeof requests;

/** @throws Error for what is truncated, malformed or has too many messages */
export function decodeOtlp(signal: Signal, body: Uint8Array): Json {
  const reader = new BinaryReader(body);
  return readMessage(reader, requests[signal], { state: { left: mostMessages }, end: body.length });
}

function readMessage(reader: BinaryReader, message: Message, { state, end }: { state: State; end: number }): Json {
  if (--state.left < 0) throw new Error(`more than ${mostMessages} messages in one request`);
  const read: Json = {};
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    const field = message[number];
    if (!field || field.wire !== wire) reader.skip(wire, number);
    else if (!field.repeated) read[field.name] = field.read(reader, state);
    else {
      const before = read[field.name];
      if (Array.isArray(before)) before.push(field.read(reader, state));
      else read[field.name] = [field.read(reader, state)];
    }
  }
  if (reader.pos !== end) throw new RangeError('a field runs past the end of its message');
  return read;
}

/** Of the length-delimited field that comes next. */
function endOf(reader: BinaryReader): number {
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError('a message runs past the end of the request');
  return end;
}

/** The answer of an export: nothing, or how many items were refused and why. */
export function encodePartialSuccess(refused: number, errorMessage: string): Uint8Array {
  if (refused === 0 && errorMessage === '') return new Uint8Array();
  const partial = new BinaryWriter();
  partial.tag(1, WireType.LengthDelimited).fork();
  partial.tag(1, WireType.Varint).int64(refused);
  partial.tag(2, WireType.LengthDelimited).string(errorMessage);
  return partial.join().finish();
}

/** `google.rpc.Status`. */
export function encodeStatus(code: number, message: string): Uint8Array {
  return new BinaryWriter().tag(1, WireType.Varint).int32(code).tag(2, WireType.LengthDelimited).string(message).finish();
}
