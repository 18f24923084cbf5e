import { Router } from 'express';
import { stackViewOf } from '../../core/stack/stack-view.ts';
import { readStackDocument } from '../stack-documents.ts';
import { readStackPaper } from '../stack-papers.ts';
import { refuse } from './answers.ts';
import type { EdgeParts } from './parts.ts';

/** The stack as every engineer of the shop knows it, and its papers; the same for every drill. */
export function stackRoutes({ stack }: EdgeParts): Router {
  const router = Router();
  const view = stackViewOf(stack);
  router.get('/api/v1/stack', (_request, response) => void response.json(view));
  router.get('/api/v1/stack/documents/:name', async (request, response) => {
    const text = await readStackDocument(request.params.name);
    if (text === null) return refuse(response, 'not_found');
    response.type('text/plain; charset=utf-8').send(text);
  });
  router.get('/api/v1/stack/papers/:paper', async (request, response) => {
    const paper = await readStackPaper(request.params.paper, stack);
    if (paper === null) refuse(response, 'not_found');
    else response.json(paper);
  });
  return router;
}
