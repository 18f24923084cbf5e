/**
 * The public status page, for anybody: no code, no token. In the paths of Statuspage's API v2 under `/api/v2` for the drill that runs or
 * ran last here, and under the drill for every other one.
 */
import { type Request, type Response, Router } from 'express';
import { componentsOf } from '../../core/communication/components.ts';
import { type PageDocuments, type PageSource, pageDocumentsOf } from '../../core/communication/page-documents.ts';
import { nothingTold } from '../../core/drill/communication-state.ts';
import { refuse } from './answers.ts';
import type { EdgeParts } from './parts.ts';
import { requireNotPlayedAgain } from './truth-gate.ts';

type Documents = (documents: PageDocuments) => object;

const files: Record<string, Documents> = {
  'summary.json': ({ summary }) => summary,
  'status.json': ({ summary: { page, status } }) => ({ page, status }),
  'components.json': ({ summary: { page, components } }) => ({ page, components }),
  'incidents.json': ({ incidents }) => incidents,
  'incidents/unresolved.json': ({ summary: { page, incidents } }) => ({ page, incidents }),
};

export function statusPageRoutes(parts: EdgeParts): Router {
  const { host } = parts;
  const router = Router();
  const ofDrill = requireNotPlayedAgain(parts);
  for (const [file, pick] of Object.entries(files)) {
    router.get(`/api/v2/${file}`, async (request, response) => {
      const drillId = host.current()?.drillId ?? null;
      const source = (drillId === null ? null : await sourceOf(parts, request, drillId)) ?? idleSource(parts, request);
      answer(response, pick(pageDocumentsOf(source)));
    });
    router.get(`/api/v1/drills/:drillId/status-page/${file}`, ofDrill, async (request, response) => {
      const source = await sourceOf(parts, request, request.params.drillId);
      if (source) answer(response, pick(pageDocumentsOf(source)));
      else refuse(response, 'not_found', 'there is no such drill');
    });
  }
  return router;
}

/** A page that is shown elsewhere is read from elsewhere, and always anew. */
function answer(response: Response, document: object): void {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('access-control-allow-origin', '*');
  response.json(document);
}

async function sourceOf({ host, records, stack }: EdgeParts, request: Pick<Request, 'protocol' | 'headers'>, drillId: string) {
  const published = host.preparation(drillId)?.publicPage() ?? (await records.publicPage(drillId));
  if (!published) return null;
  const { page, slos } = published;
  return {
    pageId: drillId,
    name: nameOf(stack, drillId),
    url: `${originOf(request)}/status/${drillId}`,
    components: componentsOf(slos),
    page,
  } satisfies PageSource;
}

/** Nothing is played: nobody has said anything, and everything is well. */
function idleSource({ stack, slos }: EdgeParts, request: Pick<Request, 'protocol' | 'headers'>): PageSource {
  return {
    pageId: stack.name,
    name: nameOf(stack, null),
    url: `${originOf(request)}/status`,
    components: componentsOf(slos),
    page: { ...nothingTold.page, openedWallMs: Date.now() },
  };
}

/** Whoever reads it outside should not take an exercise for the real thing. */
function nameOf({ name }: Pick<EdgeParts['stack'], 'name'>, drillId: string | null): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} status${drillId === null ? '' : ` · drill ${drillId}`}`;
}

function originOf({ protocol, headers }: Pick<Request, 'protocol' | 'headers'>): string {
  return `${protocol}://${headers.host ?? 'localhost'}`;
}
