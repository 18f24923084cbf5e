/** Who this browser is in each drill, kept over reloads; and the facilitator's key, kept until the tab closes. */
import * as z from 'zod';
import { type Joined, joinedSchema } from '../../core/protocol/messages.ts';

const identitiesKey = 'brownout.identities';
const nameKey = 'brownout.name';
const facilitatorStorageKey = 'brownout.facilitatorKey';
/** Older ones are forgotten: their drills are long over. */
const keptIdentities = 20;

const knownSchema = z.array(joinedSchema);

function knownIdentities(): Joined[] {
  try {
    const parsed = knownSchema.safeParse(JSON.parse(localStorage.getItem(identitiesKey) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

export function identityIn(drillId: string): Joined | null {
  return knownIdentities().find((identity) => identity.drillId === drillId) ?? null;
}

/** Of every drill this browser was in, newest first. */
export function knownTokens(): string[] {
  return knownIdentities().map(({ playerToken }) => playerToken);
}

export function rememberIdentity(identity: Joined): void {
  const others = knownIdentities().filter(({ drillId }) => drillId !== identity.drillId);
  localStorage.setItem(identitiesKey, JSON.stringify([identity, ...others].slice(0, keptIdentities)));
}

export function rememberedName(): string {
  return localStorage.getItem(nameKey) ?? '';
}

export function rememberName(name: string): void {
  localStorage.setItem(nameKey, name);
}

export function facilitatorKey(): string | null {
  return sessionStorage.getItem(facilitatorStorageKey);
}

export function setFacilitatorKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(facilitatorStorageKey);
  else sessionStorage.setItem(facilitatorStorageKey, key);
}
