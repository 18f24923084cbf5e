/**
 * One suite for our server and the original. The original is looked for in TOXIPROXY_SERVER and as `toxiproxy-server` on the PATH:
 * `go install github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0` builds one.
 */
import { describe } from 'vitest';
import { describePopulate, describeProtocol, describeProxies } from './contract/api-rules.ts';
import { describeChance, describeClosers, describeDelays, describePace } from './contract/effect-rules.ts';
import { describeLifecycle, describeLinks, describeMetrics } from './contract/link-rules.ts';
import { describeToxicChanges, describeToxics } from './contract/toxic-rules.ts';
import { findOriginal, ours, type Target } from './testing/targets.ts';

const groups = {
  protocol: describeProtocol,
  proxies: describeProxies,
  populate: describePopulate,
  toxics: describeToxics,
  'changes to toxics': describeToxicChanges,
  links: describeLinks,
  lifecycle: describeLifecycle,
  delays: describeDelays,
  closers: describeClosers,
  pace: describePace,
  chance: describeChance,
  metrics: describeMetrics,
};

function describeTarget(target: Target): void {
  for (const [name, describeGroup] of Object.entries(groups)) describe(name, () => describeGroup(target));
}

const original = findOriginal();

describe(ours.name, () => describeTarget(ours));

if (original) describe(original.name, () => describeTarget(original));
else describe.skip('toxiproxy-server [not found: set TOXIPROXY_SERVER or put toxiproxy-server on the PATH]', () => describeTarget(ours));
