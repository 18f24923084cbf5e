import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../wire/error-codes.ts';
import type { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { TestClient } from './client.fixture.ts';

function readMetadata(answer: Reader): { nodes: string[]; leaders: number[] } {
  answer.int32();
  const nodes = answer.array(() => {
    const node = `${answer.int32()}=${answer.string()}:${answer.int32()}`;
    answer.nullableString();
    return node;
  });
  answer.nullableString();
  answer.int32();
  const leaders = answer.array(() => {
    answer.int16();
    answer.string();
    answer.bool();
    return answer.array(() => readLeader(answer));
  });
  return { nodes, leaders: leaders.flat() };
}

function readLeader(answer: Reader): number {
  answer.int16();
  answer.int32();
  const leader = answer.int32();
  for (let list = 0; list < 3; list++) answer.array(() => answer.int32());
  return leader;
}

const askMetadata = (topics: number) => ({ key: 3 as const, version: 6, body: new Writer().int32(topics).bool(true) });

async function findCoordinator(client: TestClient, groupId: string): Promise<{ error: number; node: string; id: number }> {
  const answer = await client.ask({ key: 10, version: 2, body: new Writer().string(groupId).int8(0) });
  answer.int32();
  const error = answer.int16();
  answer.nullableString();
  const id = answer.int32();
  return { error, id, node: `${answer.string()}:${answer.int32()}` };
}

describe('routing', () => {
  it.each([
    ['orders', ['1=proxy:9101', '2=proxy:9102', '3=proxy:9103']],
    ['admin', ['1=direct:9201', '2=direct:9202', '3=direct:9203']],
  ])('tells clients of listener %s that listener’s address of every node', async (listener, nodes) => {
    const client = new TestClient(undefined, { nodeId: 2, listener });
    expect(readMetadata(await client.ask(askMetadata(-1)))).toEqual({ nodes, leaders: [1, 2, 3, 1, 2, 3] });
    const { id, node } = await findCoordinator(client, 'fulfilment');
    expect(nodes).toContain(`${id}=${node}`);
  });

  it('lists no topic when none is asked for', async () => {
    expect(readMetadata(await new TestClient().ask(askMetadata(0))).leaders).toEqual([]);
  });

  it('spreads groups over the nodes, and any other node says NOT_COORDINATOR', async () => {
    const client = new TestClient();
    const ids = await Promise.all(Array.from({ length: 30 }, async (_, index) => (await findCoordinator(client, `group-${index}`)).id));
    expect(new Set(ids)).toEqual(new Set([1, 2, 3]));
    const groupId = `group-${ids.indexOf(2)}`;
    const heartbeat = () => ({ key: 12 as const, version: 0, body: new Writer().string(groupId).int32(0).string('x') });
    expect((await client.ask(heartbeat())).int16()).toBe(ErrorCode.notCoordinator);
    const coordinator = new TestClient(client.cluster, { nodeId: 2, listener: 'orders' });
    expect((await coordinator.ask(heartbeat())).int16()).toBe(ErrorCode.unknownMemberId);
  });

  it('lets only the controller create topics', async () => {
    const request = () => {
      const body = new Writer();
      body.array(['new'], (name) => body.string(name).int32(3).int16(1).int32(0).int32(0));
      return { key: 19 as const, version: 0, body: body.int32(1000) };
    };
    const readError = (answer: Reader): number[] =>
      answer.array(() => {
        answer.string();
        return answer.int16();
      });
    const second = new TestClient(undefined, { nodeId: 2, listener: 'orders' });
    expect(readError(await second.ask(request()))).toEqual([ErrorCode.notController]);
    const controller = new TestClient(second.cluster);
    expect(readError(await controller.ask(request()))).toEqual([ErrorCode.none]);
    expect(readError(await controller.ask(request()))).toEqual([ErrorCode.topicAlreadyExists]);
  });
});
