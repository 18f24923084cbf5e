/** What the world was told. */
import { pageAfter } from '../rules/status-page.ts';
import type { Evolvers } from './evolver.ts';

export const communicationEvolvers: Evolvers<'statusPublished' | 'summaryPosted'> = {
  statusPublished: (state, event) => ({ ...state, page: pageAfter(state.page, event) }),
  summaryPosted: (state, { atMs }) => ({ ...state, summarisedAtMs: state.summarisedAtMs ?? atMs }),
};
