/** An AsyncAPI document as a paper. */
import type { EventsPaper } from '../protocol/papers.ts';
import { nameOfRef, type Part, partOf, shapesOf, textOf, typeWords } from './shapes.ts';

/** @param document as parsed from YAML */
export function eventsPaper(document: unknown): EventsPaper {
  const { info, channels, operations, components } = partOf(document);
  const { title, version, description } = partOf(info);
  const { schemas, messages } = partOf(components);
  const acts = Object.values(partOf(operations)).map(partOf);
  return {
    title: textOf(title),
    version: textOf(version),
    description: textOf(description),
    topics: Object.entries(partOf(channels)).map(([name, channel]) => topicOf(partOf(channel), partOf(messages), actorsOf(name, acts))),
    shapes: shapesOf(schemas),
  };
}

interface Actors {
  publishers: string[];
  groups: string[];
}

function actorsOf(channel: string, operations: readonly Part[]): Actors {
  const here = operations.filter((operation) => nameOfRef(operation['channel']) === channel);
  const named = (action: string, key: string): string[] =>
    here.filter((operation) => operation['action'] === action).map(({ bindings }) => textOf(partOf(kafkaOf(bindings)[key])['const']));
  return { publishers: named('send', 'clientId'), groups: named('receive', 'groupId') };
}

function topicOf(channel: Part, messages: Part, actors: Actors): EventsPaper['topics'][number] {
  const [message] = Object.values(partOf(channel['messages']));
  const { headers, payload } = partOf(messages[nameOfRef(message)]);
  return {
    topic: textOf(channel['address']),
    partitions: Number(kafkaOf(channel['bindings'])['partitions'] ?? 0),
    summary: textOf(channel['description']),
    ...actors,
    headers: typeWords(headers),
    payload: typeWords(payload),
  };
}

const kafkaOf = (bindings: unknown): Part => partOf(partOf(bindings)['kafka']);
