import { clientCommands } from './client.ts';
import type { CommandSpec, CommandTable } from './command.ts';
import { configCommands } from './config.ts';
import { connectionCommands } from './connection.ts';
import { counterCommands } from './counters.ts';
import { expiryCommands } from './expiry.ts';
import { hashCommands } from './hashes.ts';
import { introspectionCommands } from './introspection.ts';
import { keyCommands } from './keys.ts';
import { listCommands } from './lists.ts';
import { pubsubCommands } from './pubsub.ts';
import { serverCommands } from './server.ts';
import { setCommands } from './sets.ts';
import { stringCommands } from './strings.ts';
import { transactionCommands } from './transactions.ts';

const families: readonly (readonly CommandSpec[])[] = [
  stringCommands,
  counterCommands,
  keyCommands,
  expiryCommands,
  hashCommands,
  listCommands,
  setCommands,
  connectionCommands,
  clientCommands,
  transactionCommands,
  pubsubCommands,
  serverCommands,
  configCommands,
  introspectionCommands,
];

/** Every command of the server by name. */
export const commandTable: CommandTable = new Map(families.flat().map((spec) => [spec.name, spec]));
