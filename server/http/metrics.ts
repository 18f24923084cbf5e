import { Router } from 'express';
import { isRuleWindows, prometheusRules, ruleWindows } from '../../core/notify/prometheus-rules.ts';
import { refuse } from './answers.ts';
import type { EdgeParts } from './parts.ts';

/** For a Prometheus: what to scrape, and the burn-rate alerts as a rule file over it. */
export function metricsRoutes({ metrics, slos }: EdgeParts): Router {
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.text());
  });
  router.get('/api/v1/prometheus/rules.yaml', (request, response) => {
    const windows = request.query['windows'] ?? 'game';
    if (!isRuleWindows(windows)) return refuse(response, 'bad_message', `windows is one of ${ruleWindows.join(', ')}`);
    response.type('application/yaml').attachment('brownout-rules.yaml').send(prometheusRules(slos, windows));
  });
  return router;
}
