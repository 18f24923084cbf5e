/** With which figures a control is used: parts that a match and a condition both have. */
import * as z from 'zod';
import type { SeedWrap } from '../faults/quantities.ts';

/** Values of parameters by name. */
export const parametersSchema = (seeded: SeedWrap) =>
  z.record(z.string(), seeded(z.union([z.string(), z.number(), z.boolean()]))).optional();

/** Smallest or largest values of number parameters by name. */
export const boundSchema = (seeded: SeedWrap) => z.record(z.string(), seeded(z.number())).optional();
