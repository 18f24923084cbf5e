import { runService } from '../../kit/run-service.ts';
import { defineCatalog } from './service.ts';

runService(defineCatalog);
