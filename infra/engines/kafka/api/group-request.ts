import { ErrorCode } from '../wire/error-codes.ts';
import type { ClientContext } from './api.ts';

/** Why a request about this group cannot be answered on this node; 0 when it can. */
export function groupError({ cluster, nodeId }: ClientContext, groupId: string): ErrorCode {
  if (groupId === '') return ErrorCode.invalidGroupId;
  return cluster.coordinatorOf(groupId) === nodeId ? ErrorCode.none : ErrorCode.notCoordinator;
}
