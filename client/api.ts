import * as z from 'zod';
import { joinedSchema, type ScenarioCard, scenarioCardSchema } from '../core/protocol/messages.ts';
import { reconnect } from './socket.ts';
import { notify, setIdentity } from './store.ts';

const refusalSchema = z.object({ message: z.string(), detail: z.string().optional() });

async function answerOf<T>(response: Response, schema: z.ZodType<T>): Promise<T | null> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (response.ok && parsed.success) return parsed.data;
  const refused = refusalSchema.safeParse(body);
  notify(
    refused.success ? [refused.data.message, refused.data.detail].filter(Boolean).join(' ') : `The server answered ${response.status}.`,
  );
  return null;
}

/** Starts a practice drill; without an id the server picks one. */
export async function startPractice(scenarioId: string | null): Promise<void> {
  const response = await fetch('/api/v1/drills', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scenarioId === null ? {} : { scenarioId }),
  });
  const joined = await answerOf(response, joinedSchema);
  if (!joined) return;
  setIdentity(joined);
  reconnect();
}

export async function fetchScenarios(): Promise<ScenarioCard[]> {
  const found = await answerOf(await fetch('/api/v1/scenarios'), z.object({ scenarios: z.array(scenarioCardSchema) }));
  return found?.scenarios ?? [];
}
