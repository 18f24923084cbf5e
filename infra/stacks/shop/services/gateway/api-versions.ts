/** Versions of the public API: 2 is the current one, also without a prefix; 1 is deprecated. */
import type { Kit, RouteReply, RouteRequest } from '../../kit/kit.ts';
import { targetPath } from './public-routes.ts';

export const versionPrefixes = ['/v1', '/v2'] as const;
const firstPrefix = '/v1';
const deprecatedSinceMs = Date.UTC(2025, 5, 2);
/** The end of version 1 that everybody was told of, 2 November 2026; later ends are counted from it, so that a date stays what it is. */
const announcedEndMs = Date.UTC(2026, 10, 2);
const dayMs = 86_400_000;

/** `v1` or `v2`, by the prefix that was asked under. */
export function apiVersionOf(prefix: string): string {
  return prefix === firstPrefix ? 'v1' : 'v2';
}

/** What whoever still asks for version 1 has to know. */
export interface Retirement {
  isEnded: boolean;
  /** The date of the `Sunset` header, Unix milliseconds; null where none is told. */
  endMs: number | null;
  /** RFC 9745 and RFC 8594. */
  headers: Record<string, string>;
}

/** Null for a version that is not deprecated. Policies go before what the running version of the gateway brings. */
export function retirementOf(kit: Kit, { prefix, params }: Pick<RouteRequest, 'prefix' | 'params'>, path: string): Retirement | null {
  if (prefix !== firstPrefix) return null;
  const policy = kit.policyText('api.v1', 'version');
  const served = policy === 'version' ? (kit.behaviour('apiV1') ?? 'on') : policy;
  const isEnded = served === 'off';
  const endMs = isEnded ? announcedEndMs : endOf(kit);
  return {
    isEnded,
    endMs,
    headers: {
      deprecation: `@${deprecatedSinceMs / 1000}`,
      ...(endMs === null ? {} : { sunset: new Date(endMs).toUTCString() }),
      link: `</v2${targetPath(path, params, {})}>; rel="successor-version"`,
    },
  };
}

/** While version 1 is answered. Null for a gateway that is older than the announcement and was told no date. */
function endOf(kit: Kit): number | null {
  const days = kit.policyNumber('api.v1.sunsetDays', 0) || kit.behaviour('v1SunsetDays');
  return days === undefined ? null : announcedEndMs + Number(days) * dayMs;
}

/** RFC 9457, with the code that every error of the shop has. */
export function goneReply({ headers }: Retirement): RouteReply {
  return {
    status: 410,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: {
      type: 'about:blank',
      title: 'Gone',
      status: 410,
      detail: 'Version 1 of this API has ended; version 2 answers under /v2',
      code: 'api_version_ended',
      message: 'version 1 has ended; use /v2',
    },
  };
}

const amountsOfV1: Record<string, string> = { cents: 'price', totalCents: 'total' };

/** The same answer as version 1 gave it: amounts are decimal texts. Quotes inside of JSON texts are escaped, so only names are met. */
export function toVersionOne(json: string): string {
  return json.replace(/"(cents|totalCents)"\s*:\s*(\d+)/g, (_whole, name: string, cents: string) => {
    return `"${amountsOfV1[name]}":"${(Number(cents) / 100).toFixed(2)}"`;
  });
}
