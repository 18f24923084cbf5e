import { runService } from '../../kit/run-service.ts';
import { defineGateway } from './service.ts';

runService(defineGateway);
