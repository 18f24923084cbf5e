/** Reads from a record of `orders.placed` what inventory needs, and tolerates everything else. @throws Error when it cannot be read. */
export function orderIdOf(value: string): string {
  const { schemaVersion, orderId } = JSON.parse(value) as Record<string, unknown>;
  if (schemaVersion !== 1) throw new Error(`schema version ${String(schemaVersion)} is not known`);
  if (typeof orderId !== 'string' || orderId === '') throw new Error('orderId is not a text');
  return orderId;
}
