import { useEffect, useState } from 'react';
import { type LogLine, logListSchema } from '../../../core/protocol/logs.ts';
import { getJson } from '../../state/api.ts';

const mostLines = 200;
const none: readonly LogLine[] = [];

/** What was logged in a trace; nothing where lines are not kept any more. */
export function useTraceLogs(drillId: string, traceId: string): readonly LogLine[] {
  const [logs, setLogs] = useState(none);
  useEffect(() => {
    let wanted = true;
    setLogs(none);
    const query = new URLSearchParams({ traceId, limit: String(mostLines) });
    void getJson(`/api/v1/drills/${drillId}/logs?${query}`, logListSchema).then((answer) => {
      if (wanted && answer.ok) setLogs(answer.value.logs);
    });
    return () => {
      wanted = false;
    };
  }, [drillId, traceId]);
  return logs;
}
