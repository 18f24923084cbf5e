/**
 * OTLP in protobuf, read into the shape of OTLP/JSON, so that both are judged by the same rules and can be passed on alike: 64-bit
 * integers become texts. Field numbers: opentelemetry-proto 1.x; others are skipped. Every read is checked against the end of its message.
 */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { OtlpSignal } from '../ports/telemetry.ts';
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
const fixed32 = (name: string): Field => ({ name, wire: WireType.Bit32, read: (reader) => reader.fixed32() });
const sint32 = (name: string): Field => ({ name, wire: WireType.Varint, read: (reader) => reader.sint32() });
const uint32 = (name: string): Field => ({ name, wire: WireType.Varint, read: (reader) => reader.uint32() });
const fixed64 = (name: string): Field => ({ name, wire: WireType.Bit64, read: (reader) => String(reader.fixed64()) });
const double = (name: string): Field => ({ name, wire: WireType.Bit64, read: (reader) => reader.double() });
const int64 = (name: string): Field => ({ name, wire: WireType.Varint, read: (reader) => String(reader.int64()) });
const sfixed64 = (name: string): Field => ({ name, wire: WireType.Bit64, read: (reader) => String(reader.sfixed64()) });
const enumeration = (name: string): Field => ({ name, wire: WireType.Varint, read: (reader) => reader.int32() });
const bool = (name: string): Field => ({ name, wire: WireType.Varint, read: (reader) => reader.bool() });
const one = (name: string, message: Message): Field => ({
  name,
  wire: WireType.LengthDelimited,
  read: (reader, state) => readMessage(reader, message, { state, end: endOf(reader) }),
});
const many = (name: string, message: Message): Field => ({ ...one(name, message), repeated: true });
const packed = (name: string, read: (reader: BinaryReader) => number | string): Field => ({
  name,
  wire: WireType.LengthDelimited,
  read: (reader) => {
    const values: (number | string)[] = [];
    for (const end = endOf(reader); reader.pos < end; ) values.push(read(reader));
    return values;
  },
});

const doubles = (name: string): Field => packed(name, (reader) => reader.double());
const dropped = uint32('droppedAttributesCount');

const anyValue: Message = { 1: string('stringValue'), 2: bool('boolValue'), 3: int64('intValue'), 4: double('doubleValue') };
const attribute: Message = { 1: string('key'), 2: one('value', anyValue) };
// Values hold values; how deep, the stack of this thread bounds: beyond, the request is refused.
anyValue[5] = one('arrayValue', { 1: many('values', anyValue) });
anyValue[6] = one('kvlistValue', { 1: many('values', attribute) });
anyValue[7] = { ...id('bytesValue'), read: (reader) => Buffer.from(reader.bytes()).toString('base64') };
const resource: Message = { 1: many('attributes', attribute), 2: dropped };
const scope: Message = { 1: string('name'), 2: string('version'), 3: many('attributes', attribute), 4: dropped };

/** One request: items, by the scope and the resource that sent them. */
const request = (kind: string, items: string, item: Message): Message => ({
  1: many(`resource${kind}`, {
    1: one('resource', resource),
    2: many(`scope${kind}`, { 1: one('scope', scope), 2: many(items, item), 3: string('schemaUrl') }),
    3: string('schemaUrl'),
  }),
});

const event: Message = { 1: fixed64('timeUnixNano'), 2: string('name'), 3: many('attributes', attribute), 4: dropped };
const link: Message = {
  1: id('traceId'),
  2: id('spanId'),
  3: string('traceState'),
  4: many('attributes', attribute),
  5: dropped,
  6: fixed32('flags'),
};
const status: Message = { 2: string('message'), 3: enumeration('code') };
const span: Message = {
  1: id('traceId'),
  2: id('spanId'),
  3: string('traceState'),
  4: id('parentSpanId'),
  5: string('name'),
  6: enumeration('kind'),
  7: fixed64('startTimeUnixNano'),
  8: fixed64('endTimeUnixNano'),
  9: many('attributes', attribute),
  10: dropped,
  11: many('events', event),
  12: uint32('droppedEventsCount'),
  13: many('links', link),
  14: uint32('droppedLinksCount'),
  15: one('status', status),
  16: fixed32('flags'),
};
const traces = request('Spans', 'spans', span);

const exemplar: Message = {
  2: fixed64('timeUnixNano'),
  3: double('asDouble'),
  4: id('spanId'),
  5: id('traceId'),
  6: sfixed64('asInt'),
  7: many('filteredAttributes', attribute),
};
const pointTimes: Message = { 2: fixed64('startTimeUnixNano'), 3: fixed64('timeUnixNano') };
const numberPoint: Message = {
  ...pointTimes,
  4: double('asDouble'),
  5: many('exemplars', exemplar),
  6: sfixed64('asInt'),
  7: many('attributes', attribute),
  8: uint32('flags'),
};
const histogramPoint: Message = {
  ...pointTimes,
  4: fixed64('count'),
  5: double('sum'),
  6: packed('bucketCounts', (reader) => String(reader.fixed64())),
  7: doubles('explicitBounds'),
  8: many('exemplars', exemplar),
  9: many('attributes', attribute),
  10: uint32('flags'),
  11: double('min'),
  12: double('max'),
};
const buckets: Message = { 1: sint32('offset'), 2: packed('bucketCounts', (reader) => String(reader.uint64())) };
const exponentialPoint: Message = {
  1: many('attributes', attribute),
  ...pointTimes,
  4: fixed64('count'),
  5: double('sum'),
  6: sint32('scale'),
  7: fixed64('zeroCount'),
  8: one('positive', buckets),
  9: one('negative', buckets),
  10: uint32('flags'),
  11: many('exemplars', exemplar),
  12: double('min'),
  13: double('max'),
  14: double('zeroThreshold'),
};
const summaryPoint: Message = {
  ...pointTimes,
  4: fixed64('count'),
  5: double('sum'),
  6: many('quantileValues', { 1: double('quantile'), 2: double('value') }),
  7: many('attributes', attribute),
  8: uint32('flags'),
};
const temporality = enumeration('aggregationTemporality');
const metric: Message = {
  1: string('name'),
  2: string('description'),
  3: string('unit'),
  5: one('gauge', { 1: many('dataPoints', numberPoint) }),
  7: one('sum', { 1: many('dataPoints', numberPoint), 2: temporality, 3: bool('isMonotonic') }),
  9: one('histogram', { 1: many('dataPoints', histogramPoint), 2: temporality }),
  10: one('exponentialHistogram', { 1: many('dataPoints', exponentialPoint), 2: temporality }),
  11: one('summary', { 1: many('dataPoints', summaryPoint) }),
  12: many('metadata', attribute),
};
const metrics = request('Metrics', 'metrics', metric);

const logRecord: Message = {
  1: fixed64('timeUnixNano'),
  2: enumeration('severityNumber'),
  3: string('severityText'),
  5: one('body', anyValue),
  6: many('attributes', attribute),
  7: dropped,
  8: fixed32('flags'),
  9: id('traceId'),
  10: id('spanId'),
  11: fixed64('observedTimeUnixNano'),
};
const logs = request('Logs', 'logRecords', logRecord);

const requests: Record<OtlpSignal, Message> = { traces, metrics, logs };

/** @throws Error for what is truncated, malformed or has too many messages */
export function decodeOtlp(signal: OtlpSignal, body: Uint8Array): Json {
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
