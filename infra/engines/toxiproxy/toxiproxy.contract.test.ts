/** One suite for our server and the original. */
import { describe } from 'vitest';
import { describeOriginal } from '../originals/describe-original.fixture.ts';
import { describePopulate, describeProtocol, describeProxies } from './contract/api-rules.ts';
import { describeConfig } from './contract/config-rules.ts';
import { describeChance, describeClosers, describeDelays, describePace } from './contract/effect-rules.ts';
import { describeLifecycle, describeLinks, describeMetrics } from './contract/link-rules.ts';
import { describeToxicChanges, describeToxics } from './contract/toxic-rules.ts';
import { originalTarget, ours, type Target } from './testing/targets.ts';

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
  'config file': describeConfig,
};

function describeTarget(target: Target): void {
  for (const [name, describeGroup] of Object.entries(groups)) describe(name, () => describeGroup(target));
}

describe(ours.name, () => describeTarget(ours));
describeOriginal('toxiproxy', 'toxiproxy-server', (original) => describeTarget(originalTarget(original)));
