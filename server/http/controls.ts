import { Router } from 'express';
import * as z from 'zod';
import { checkParameters, controlDefinitions } from '../../core/controls/index.ts';
import { parametersSchema } from '../../core/protocol/commands.ts';
import { refuse } from './answers.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

const useSchema = z.strictObject({ control: z.string().max(60), target: z.string().max(80), parameters: parametersSchema });

/** What a control is called in the trade: the same text that the record of its use will show. */
export function controlRoutes({ stack }: Pick<EdgeParts, 'stack'>): Router {
  const router = Router();
  router.post('/api/v1/controls/equivalent', (request, response) => {
    const use = parseOrRefuse(useSchema, request.body, response);
    if (!use) return;
    const { control, target, parameters } = use;
    const definition = controlDefinitions[control];
    const isOffered = stack.controls.some((offer) => offer.control === control && offer.targets.includes(target));
    if (!definition || !isOffered) return refuse(response, 'unknown_control', `${control} on ${target}`);
    const checked = checkParameters(definition, parameters);
    if (!checked.ok) return refuse(response, 'bad_parameter', checked.detail);
    response.json({ equivalent: definition.equivalent(target, checked.parameters) });
  });
  return router;
}
