// Memory and CPU of a running Brownout: node scripts/footprint.mjs [seconds]. Reads /proc of the server's whole process tree (Linux only).
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const seconds = Number(process.argv[2] ?? 10);
const ticksPerSecond = 100;

const read = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};
const fieldsOf = (pid) => {
  const stat = read(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

/** Every process below `pid`, itself included. */
function tree(pid) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = pids.filter((other) => fieldsOf(other)[1] === String(pid));
  return [String(pid), ...children.flatMap(tree)];
}

function nameOf(pid) {
  const slot = /"slot":"([^"]+)"/.exec(read(pid, 'environ'))?.[1];
  const words = read(pid, 'cmdline').split('\0');
  return slot ?? words.find((word) => word.includes('/dist/'))?.replace(/.*\/dist\//, '') ?? words[0].split(' ')[0];
}

const cpuTicks = (pid) => Number(fieldsOf(pid)[11] ?? 0) + Number(fieldsOf(pid)[12] ?? 0);
const pssMb = (pid) => Number(/^Pss:\s+(\d+)/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024;

const top = readdirSync('/proc').find(
  (pid) => /^\d+$/.test(pid) && read(pid, 'cmdline').match(/node\0.*(scripts\/start\.mjs|dist\/server\/main\.js)/),
);
if (!top) {
  console.error('No running Brownout found: start it with npm start.');
  process.exit(1);
}
const before = new Map(tree(top).map((pid) => [pid, cpuTicks(pid)]));
await pause(seconds * 1000);
const rows = new Map();
for (const pid of tree(top)) {
  const name = nameOf(pid);
  const row = rows.get(name) ?? { processes: 0, 'cpu %': 0, 'pss MB': 0 };
  row.processes += 1;
  row['cpu %'] += ((cpuTicks(pid) - (before.get(pid) ?? 0)) / ticksPerSecond / seconds) * 100;
  row['pss MB'] += pssMb(pid);
  rows.set(name, row);
}
const total = { processes: 0, 'cpu %': 0, 'pss MB': 0 };
for (const row of rows.values()) for (const key of Object.keys(total)) total[key] += row[key];
rows.set('total', total);
for (const row of rows.values()) for (const key of ['cpu %', 'pss MB']) row[key] = Math.round(row[key] * 10) / 10;
console.table(Object.fromEntries([...rows].sort(([, a], [, b]) => a['cpu %'] - b['cpu %'])));
