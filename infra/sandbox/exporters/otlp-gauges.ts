/** OTLP/HTTP JSON of gauges, by hand: six lines of shape need no library. */

/** One reading. Attributes become the data point's. */
export interface Gauge {
  name: string;
  value: number;
  attributes: Record<string, string | number>;
}

/** The body of `POST /v1/metrics`. */
export function gaugesBody(service: string, gauges: readonly Gauge[], nowMs: number): object {
  const timeUnixNano = `${Math.round(nowMs)}000000`;
  const metrics = [...new Set(gauges.map(({ name }) => name))].map((name) => ({
    name,
    gauge: {
      dataPoints: gauges
        .filter((gauge) => gauge.name === name)
        .map(({ value, attributes }) => ({ timeUnixNano, asDouble: value, attributes: attributesOf(attributes) })),
    },
  }));
  const resource = { attributes: attributesOf({ 'service.name': service, 'service.instance.id': service }) };
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'brownout.exporters' }, metrics }] }] };
}

function attributesOf(values: Record<string, string | number>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
}

/** Sends readings; telemetry that cannot be delivered is lost, as everybody's. */
export async function sendGauges(collectorUrl: string, body: object, withinMs: number): Promise<void> {
  const response = await fetch(`${collectorUrl}/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(withinMs),
  });
  await response.arrayBuffer();
}
