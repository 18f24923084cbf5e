declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** Internal to kafkajs 2.2.4: requests of one connection that wait to be sent. */
  export default class RequestQueue {
    pending: unknown[];
    /** Unix milliseconds; -1 when never throttled. */
    throttledUntil: number;
    scheduleCheckPendingRequests(): void;
  }
}
