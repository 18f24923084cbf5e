import { describe } from 'vitest';
import { startBroker } from './broker.ts';
import { describeKafka } from './contract/suite.fixture.ts';

describe('our broker', () => describeKafka((boot) => startBroker(boot, (line) => console.error(line)), { isOurs: true }));
