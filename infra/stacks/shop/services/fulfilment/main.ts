import { runService } from '../../kit/run-service.ts';
import { defineFulfilment } from './service.ts';

runService(defineFulfilment);
