/** The same suite for Apache Kafka, in a file of its own: half of either is waiting, so the two wait side by side. */
import { describeOriginal } from '../originals/describe-original.fixture.ts';
import { originalKafka } from './contract/start-original.fixture.ts';
import { describeKafka } from './contract/suite.fixture.ts';

describeOriginal('kafka', 'Apache Kafka', (original) => describeKafka(originalKafka(original), { isOurs: false }));
