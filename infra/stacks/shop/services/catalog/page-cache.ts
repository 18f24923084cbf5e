import { performance } from 'node:perf_hooks';
import { ServiceError } from '../../kit/errors.ts';
import type { Kit, Redis } from '../../kit/kit.ts';
import { TokenBucket } from '../../kit/token-bucket.ts';

const defaultTtlMs = 20_000;
/** Entries written together must not expire together: a share of the TTL, either way. */
const defaultTtlJitter = 0.2;

/**
 * Cache-aside: Redis first, the origin on a miss. Whatever goes wrong with the cache counts as a miss, and readers who miss the
 * same page at once all go to the origin.
 */
export class PageCache {
  private limit = 0;
  private bucket: TokenBucket | null = null;

  constructor(
    private readonly kit: Kit,
    private readonly redis: Redis,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** The page under `key` as JSON text, from the cache or by `load`. Lists live `cache.listLife` of a page's life. @throws ServiceError `origin_limited` past the limit of a bypass. */
  async read(key: string, load: () => Promise<unknown>, kind: 'page' | 'list' = 'page'): Promise<string> {
    if (this.kit.policyText('cache.mode', 'on') === 'bypass') return this.readPast(load);
    const cached = await this.lookUp(key);
    this.kit.annotate({ 'shop.cache': cached === null ? 'miss' : 'hit' });
    if (cached !== null) return cached;
    const page = JSON.stringify(await load());
    this.keep(key, page, kind === 'list' ? this.kit.policyNumber('cache.listLife', 1) : 1);
    return page;
  }

  private async readPast(load: () => Promise<unknown>): Promise<string> {
    this.kit.annotate({ 'shop.cache': 'bypass' });
    if (!this.permits()) throw new ServiceError(503, 'origin_limited', 'too many readers past the cache; try again');
    return JSON.stringify(await load());
  }

  private async lookUp(key: string): Promise<string | null> {
    try {
      return await this.redis.get(key);
    } catch {
      return null;
    }
  }

  /** Does not keep the reader waiting. */
  private keep(key: string, page: string, life: number): void {
    this.redis.set(key, page, this.ttlMs(life)).catch(() => {});
  }

  /** From now on, spread by the jitter; or until the next common mark, where pages end on marks. */
  private ttlMs(life: number): number {
    const markMs = this.kit.policyNumber('cache.endsOnMs', 0);
    if (markMs > 0) return markMs - (this.kit.wallMs() % markMs);
    const jitter = this.kit.policyNumber('cache.ttlJitter', defaultTtlJitter);
    return this.kit.policyNumber('cache.ttlMs', defaultTtlMs) * life * (1 + (this.kit.random() * 2 - 1) * jitter);
  }

  private permits(): boolean {
    const limit = this.kit.policyNumber('cache.originLimit', 0);
    if (limit <= 0) return true;
    if (!this.bucket || limit !== this.limit) {
      this.limit = limit;
      this.bucket = new TokenBucket(limit, Math.max(1, limit / 4), this.nowMs());
    }
    return this.bucket.take(this.nowMs());
  }
}
