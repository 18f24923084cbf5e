import { runService } from '../../kit/run-service.ts';
import { definePayments } from './service.ts';

runService(definePayments);
