import { parseMemorySize } from './memory-size.ts';
import { type EvictionPolicy, evictionPolicies } from './store/eviction.ts';
import { databaseCount, type World } from './world.ts';

export interface ConfigParameter {
  read(world: World): string;
  /** Checks a new value; answers what puts it in force, or why it is refused. Absent: cannot be set. */
  prepare?(text: string, world: World): (() => void) | string;
}

interface WholeNumber {
  min: number;
  read: (world: World) => number;
  write: (world: World, value: number) => void;
}

const largest = 2_147_483_647;

function wholeNumber({ min, read, write }: WholeNumber): ConfigParameter {
  return {
    read: (world) => String(read(world)),
    prepare: (text, world) => {
      if (!/^-?\d{1,15}$/.test(text)) return "argument couldn't be parsed into an integer";
      const value = Number(text);
      if (value < min || value > largest) return `argument must be between ${min} and ${largest} inclusive`;
      return () => write(world, value);
    },
  };
}

const fixed = (text: string): ConfigParameter => ({ read: () => text });

/** What CONFIG GET tells and CONFIG SET takes. Those without effect here tell the value that is true of this server. */
export const configParameters: ReadonlyMap<string, ConfigParameter> = new Map<string, ConfigParameter>([
  [
    'maxmemory',
    {
      read: ({ eviction }) => String(eviction.maxmemory),
      prepare: (text, { eviction }) => {
        const bytes = parseMemorySize(text);
        if (bytes === undefined) return 'argument must be a memory value';
        return () => {
          eviction.maxmemory = bytes;
        };
      },
    },
  ],
  [
    'maxmemory-policy',
    {
      read: ({ eviction }) => eviction.policy,
      prepare: (text, { eviction }) => {
        const policy = evictionPolicies.find((known) => known === text.toLowerCase());
        if (!policy) return `argument(s) must be one of the following: ${evictionPolicies.join(', ')}`;
        return () => {
          eviction.policy = policy satisfies EvictionPolicy;
        };
      },
    },
  ],
  [
    'maxmemory-samples',
    wholeNumber({ min: 1, read: ({ eviction }) => eviction.samples, write: ({ eviction }, value) => void (eviction.samples = value) }),
  ],
  [
    'lfu-log-factor',
    wholeNumber({
      min: 0,
      read: ({ eviction }) => eviction.lfu.logFactor,
      write: ({ eviction }, value) => void (eviction.lfu.logFactor = value),
    }),
  ],
  [
    'lfu-decay-time',
    wholeNumber({
      min: 0,
      read: ({ eviction }) => eviction.lfu.decayMinutes,
      write: ({ eviction }, value) => void (eviction.lfu.decayMinutes = value),
    }),
  ],
  [
    'slowlog-log-slower-than',
    wholeNumber({ min: -1, read: ({ slowLog }) => slowLog.thresholdUs, write: ({ slowLog }, value) => void (slowLog.thresholdUs = value) }),
  ],
  [
    'slowlog-max-len',
    wholeNumber({ min: 0, read: ({ slowLog }) => slowLog.maxLength, write: ({ slowLog }, value) => void (slowLog.maxLength = value) }),
  ],
  ['databases', fixed(String(databaseCount))],
  ['maxclients', fixed('10000')],
  ['maxmemory-eviction-tenacity', fixed('10')],
  ['hz', fixed('10')],
  ['timeout', fixed('0')],
  ['save', fixed('')],
  ['appendonly', fixed('no')],
  ['requirepass', fixed('')],
  ['cluster-enabled', fixed('no')],
  ['proto-max-bulk-len', fixed('536870912')],
  ['notify-keyspace-events', fixed('')],
]);
