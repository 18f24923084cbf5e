import { runService } from '../../kit/run-service.ts';
import { defineOrders } from './service.ts';

runService(defineOrders);
