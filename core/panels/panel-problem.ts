import type { PanelQuery } from '../protocol/panels.ts';
import { oneOf } from '../sandbox/one-of.ts';
import type { Stack, StackStatement } from '../stack/schema.ts';

/** Why there is nothing of this stack to look at; null when there may be. */
export function panelProblem({ engines }: Pick<Stack, 'engines'>, query: PanelQuery): string | null {
  switch (query.kind) {
    case 'kafkaRecords':
      return recordsProblem(engines.kafka.topics, query);
    case 'postgresPlan':
      return planProblem(engines.postgres.statements, query);
    case 'kafka':
    case 'postgres':
    case 'redis':
      return null;
  }
}

function recordsProblem(topics: Stack['engines']['kafka']['topics'], { topic, partition }: { topic: string; partition: number }) {
  const known = topics.find(({ name }) => name === topic);
  if (!known)
    return oneOf(
      'topic',
      topic,
      topics.map(({ name }) => name),
    );
  return partition < known.partitions ? null : `${topic} has partitions 0 to ${known.partitions - 1}, and no ${partition}`;
}

function planProblem(
  statements: Record<string, StackStatement>,
  { statement, values }: { statement: string; values: Record<string, string> },
): string | null {
  const known = Object.hasOwn(statements, statement) ? statements[statement] : undefined;
  if (!known) return oneOf('statement', statement, Object.keys(statements));
  for (const [name, value] of Object.entries(values)) {
    const parameter = Object.hasOwn(known.parameters, name) ? known.parameters[name] : undefined;
    if (!parameter) return oneOf(`parameter of ${statement}`, name, Object.keys(known.parameters));
    if (parameter.type === 'integer' && !/^-?\d{1,9}$/.test(value)) return `${name} is a whole number of at most nine digits`;
  }
  return null;
}
