/** The renderer of Markdown is large, and most visits need none. */
import { lazyPage } from '../../app/lazy-page.ts';

export const RunbookText = lazyPage(() => import('./RunbookText.tsx'), 'default');
