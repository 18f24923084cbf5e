/**
 * One suite for our server and the original. The original is looked for in TOXIPROXY_SERVER and as `toxiproxy-server` on the PATH:
 * `go install github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0` builds one.
 */
import { describe } from 'vitest';
import { describeProtocol, describeProxies } from './contract/api-rules.ts';
import { describeEffects } from './contract/effect-rules.ts';
import { describeLinks, describeMetrics } from './contract/link-rules.ts';
import { describeToxics } from './contract/toxic-rules.ts';
import { findOriginal, ours, type Target } from './testing/targets.ts';

function describeTarget(target: Target): void {
  describe('protocol', () => describeProtocol(target));
  describe('proxies', () => describeProxies(target));
  describe('toxics', () => describeToxics(target));
  describe('links', () => describeLinks(target));
  describe('effects', () => describeEffects(target));
  describe('metrics', () => describeMetrics(target));
}

const original = findOriginal();

describe(ours.name, () => describeTarget(ours));

if (original) describe(original.name, () => describeTarget(original));
else describe.skip('toxiproxy-server [not found: set TOXIPROXY_SERVER or put toxiproxy-server on the PATH]', () => describeTarget(ours));
