import { runService } from '../../kit/run-service.ts';
import { defineInventory } from './service.ts';

runService(defineInventory);
