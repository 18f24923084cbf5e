/**
 * kafkajs 2.2.4 looks at the empty queue of every connection a thousand times a second: without throttling,
 * `scheduleCheckPendingRequests` arms a timer that lies in the past, which re-arms itself for ever. That costs 4 % of a core
 * per client, so a queue with nothing to send and no throttling is left alone here.
 */
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const schedule = RequestQueue.prototype.scheduleCheckPendingRequests;

/** Takes effect for every client of this process; may be called twice. */
export function calmKafkajs(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleWhenNeeded() {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
}
