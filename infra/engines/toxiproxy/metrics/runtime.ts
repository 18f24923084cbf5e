import { readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Family } from './exposition.ts';

/** What the process uses: Prometheus's common names where they exist, Node's own beside them instead of Go's. */
export function runtimeFamilies(): Family[] {
  const cpu = process.cpuUsage();
  const memory = process.memoryUsage();
  return [
    gauge(
      'nodejs_eventloop_utilization',
      'Share of time the event loop was busy since the start.',
      performance.eventLoopUtilization().utilization,
    ),
    gauge('nodejs_heap_size_used_bytes', 'Process heap size used from Node.js in bytes.', memory.heapUsed),
    {
      name: 'nodejs_version_info',
      help: 'Node.js version info.',
      type: 'gauge',
      samples: [{ labels: { version: process.version }, value: 1 }],
    },
    {
      ...gauge('process_cpu_seconds_total', 'Total user and system CPU time spent in seconds.', (cpu.user + cpu.system) / 1e6),
      type: 'counter',
    },
    { ...gauge('process_open_fds', 'Number of open file descriptors.', 0), samples: openDescriptors() },
    gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', memory.rss),
    gauge('process_start_time_seconds', 'Start time of the process since unix epoch in seconds.', performance.timeOrigin / 1000),
  ];
}

function gauge(name: string, help: string, value: number): Family {
  return { name, help, type: 'gauge', samples: [{ labels: {}, value }] };
}

function openDescriptors(): Family['samples'] {
  try {
    return [{ labels: {}, value: readdirSync('/proc/self/fd').length }];
  } catch {
    return []; // Not Linux: the number is not known, so it is not given.
  }
}
