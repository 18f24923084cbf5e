/** Every program of the house: output under dist/ (without .js) and its source. */
export const nodeEntries = {
  'server/main': 'server/main.ts',
  'server/cli': 'server/cli/main.ts',
  'server/telemetry-worker': 'server/telemetry/worker.ts',
  'sandbox/supervisor': 'infra/sandbox/supervisor.ts',
  'sandbox/postgres-keeper': 'infra/engines/postgres/keeper.ts',
  'sandbox/engine-keeper': 'infra/engines/keeper/main.ts',
  'engines/toxiproxy': 'infra/engines/toxiproxy/main.ts',
  'engines/kafka': 'infra/engines/kafka/main.ts',
  'engines/redis': 'infra/engines/redis/main.ts',
  'load/generator': 'infra/load/main.ts',
  'services/gateway': 'infra/stacks/shop/services/gateway/main.ts',
  'services/catalog': 'infra/stacks/shop/services/catalog/main.ts',
  'services/orders': 'infra/stacks/shop/services/orders/main.ts',
  'services/payments': 'infra/stacks/shop/services/payments/main.ts',
  'services/inventory': 'infra/stacks/shop/services/inventory/main.ts',
  'services/fulfilment': 'infra/stacks/shop/services/fulfilment/main.ts',
  'services/psp': 'infra/stacks/shop/services/psp/main.ts',
};

/** Programs of the bench (`npm run bench`), built only for it. */
export const benchEntries = {
  'bench/main': 'bench/main.ts',
  'bench/keeper': 'bench/programs/keeper.ts',
  'bench/tcp-target': 'bench/programs/tcp-target.ts',
  'bench/collector': 'bench/programs/collector.ts',
  'bench/otlp-sender': 'bench/programs/otlp-sender.ts',
  'bench/span-ring': 'bench/programs/span-ring.ts',
  'bench/fanout-server': 'bench/programs/fanout-server.ts',
  'bench/room-server': 'bench/programs/room-server.ts',
  'bench/viewers': 'bench/programs/viewers.ts',
  'bench/profile-preload': 'bench/programs/profile-preload.ts',
};
