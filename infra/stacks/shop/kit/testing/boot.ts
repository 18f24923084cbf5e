import type { ServiceBoot, SlotDesired } from '../../../../../core/sandbox/messages.ts';

export const testSecret = 'secret-of-this-run';

/** Boot of a service under test: any free port, no engines, nothing exported unless asked for. */
export function testBoot(
  slot: string,
  overrides: Partial<Omit<ServiceBoot, 'desired'>> & { desired?: Partial<SlotDesired> } = {},
): ServiceBoot {
  const { desired, ...rest } = overrides;
  return {
    sandboxId: 'sandbox-1',
    service: slot.replace(/-\d+$/, ''),
    slot,
    port: 0,
    controlSecret: testSecret,
    otlpBase: '',
    externals: {},
    slis: [],
    flags: {},
    seed: 1,
    ...rest,
    desired: { version: '1.0.0', behaviours: {}, policies: {}, flags: {}, hooks: [], endpoints: {}, consumer: 'running', ...desired },
  };
}
