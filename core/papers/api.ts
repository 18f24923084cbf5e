/** An OpenAPI document as a paper. */
import type { ApiPaper } from '../protocol/papers.ts';
import { listOf, nameOfRef, noteOf, type Part, partOf, shapesOf, textOf, typeWords } from './shapes.ts';

/** @param document as parsed from YAML */
export function apiPaper(document: unknown): ApiPaper {
  const { info, servers, paths, components } = partOf(document);
  const { title, version, description } = partOf(info);
  const parts = partOf(components);
  return {
    title: textOf(title),
    version: textOf(version),
    description: textOf(description),
    servers: listOf(servers).map((server) => ({ url: textOf(partOf(server)['url']), description: textOf(partOf(server)['description']) })),
    operations: Object.entries(partOf(paths)).flatMap(([path, methods]) =>
      Object.entries(partOf(methods)).map(([method, operation]) =>
        operationOf(`${method.toUpperCase()} ${path}`, partOf(operation), parts),
      ),
    ),
    shapes: shapesOf(parts['schemas']),
  };
}

function operationOf(id: string, operation: Part, parts: Part): ApiPaper['operations'][number] {
  const { summary, description, tags, parameters, requestBody, responses } = operation;
  const body = jsonOf(resolved(requestBody, parts['requestBodies']));
  return {
    id,
    summary: textOf(summary),
    description: textOf(description),
    isPublic: listOf(tags).includes('public'),
    services: listOf(operation['x-services']).map(textOf),
    parameters: listOf(parameters).map((parameter) => parameterOf(resolved(parameter, parts['parameters']))),
    body: body === undefined ? null : typeWords(body),
    replies: Object.entries(partOf(responses)).map(([status, reply]) => {
      const told = resolved(reply, parts['responses']);
      const json = jsonOf(told);
      return { status, meaning: textOf(told['description']), type: json === undefined ? '' : typeWords(json) };
    }),
  };
}

function parameterOf(parameter: Part): ApiPaper['operations'][number]['parameters'][number] {
  const { name, schema, required } = parameter;
  return {
    name: textOf(name),
    where: textOf(parameter['in']),
    type: typeWords(schema),
    isRequired: required === true,
    note: noteOf(schema),
  };
}

/** What a reference points at among `named`, with the words that stand beside it. */
function resolved(value: unknown, named: unknown): Part {
  const name = nameOfRef(value);
  return name === '' ? partOf(value) : { ...partOf(partOf(named)[name]), ...partOf(value) };
}

/** Schema of the JSON in a body or reply, or of the problem that stands for it. */
function jsonOf({ content }: Part): unknown {
  const kinds = partOf(content);
  return partOf(kinds['application/json'] ?? kinds['application/problem+json'])['schema'];
}
