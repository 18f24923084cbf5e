/** Comes when a code is shown: what works it out is no part of what a page needs to begin. */
import { lazyPage } from '../../app/lazy-page.ts';

export const QrCode = lazyPage(() => import('./QrCode.tsx'), 'QrCode');
