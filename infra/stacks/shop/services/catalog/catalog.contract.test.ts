import { describe, expect, it } from 'vitest';
import { useShopDatabase } from '../../sql/shop-database.fixture.ts';
import { type RecordingKit, recordingKit } from '../recording-kit.fixture.ts';
import { defineCatalog } from './service.ts';

const shop = useShopDatabase();

function catalog(behaviours: Record<string, boolean> = {}): RecordingKit {
  const recording = recordingKit('catalog-1', shop.db);
  defineCatalog({ ...recording.kit, behaviour: (key) => behaviours[key] });
  return recording;
}

const get = async (
  service: RecordingKit,
  route: string,
  input: { params?: Record<string, string>; query?: Record<string, string> } = {},
) => {
  const handler = service.routes.get(`GET ${route}`);
  const deadline = { atMs: 0, remainingMs: () => 1_000 };
  const reply = await handler?.({
    prefix: '',
    params: {},
    query: {},
    body: undefined,
    headers: {},
    deadline,
    aborted: () => false,
    answeredBy: () => {},
    ...input,
  });
  // What comes from the cache is JSON text; here it is looked at.
  return reply?.json === undefined ? reply : { ...reply, body: JSON.parse(reply.json) as unknown };
};
const quote = (service: RecordingKit, ...productIds: number[]) =>
  service.call('POST /quote', { body: { currency: 'EUR', lines: productIds.map((productId) => ({ productId, quantity: 2 })) } });

describe('catalog', () => {
  it('shows a product, and 404 for one that does not exist or cannot', async () => {
    expect(await get(catalog(), '/products/:id', { params: { id: '17' } })).toMatchObject({
      status: 200,
      body: { id: 17, category: 'kitchen' },
    });
    for (const id of ['9999', '0', 'x', '99999999999']) {
      await expect(get(catalog(), '/products/:id', { params: { id } })).rejects.toMatchObject({ status: 404, code: 'unknown_product' });
    }
  });

  it('lists pages of 20 by category or of everything', async () => {
    const page = await get(catalog(), '/products', { query: { category: 'garden', page: '3' } });
    expect(page).toMatchObject({ status: 200, body: { page: 3 } });
    expect((page?.body as { items: unknown[] }).items).toHaveLength(10);
    const all = await get(catalog(), '/products');
    expect((all?.body as { items: unknown[] }).items).toHaveLength(20);
    await expect(get(catalog(), '/products', { query: { page: '0' } })).rejects.toMatchObject({ status: 400 });
  });

  it('finds products by words', async () => {
    const found = await get(catalog(), '/search', { query: { q: ' Sturdy LAMP ' } });
    expect(found?.body).toMatchObject({ items: [{ name: 'sturdy lamp' }] });
    await expect(get(catalog(), '/search')).rejects.toMatchObject({ status: 400 });
  });

  it('1.14.2 hints at images and changes nothing else', async () => {
    const before = await get(catalog(), '/products/:id', { params: { id: '5' } });
    const after = await get(catalog({ imageHints: true }), '/products/:id', { params: { id: '5' } });
    expect(after?.body).toEqual({ ...(before?.body as object), image: { path: '/images/5.webp', width: 640, height: 480 } });
  });

  it('quotes list prices, and 422 for an unknown product', async () => {
    const cents = await shop.value<number>('select sum(cents)::int from products where product_id in (3, 4)');
    expect(await quote(catalog(), 3, 4)).toMatchObject({
      status: 200,
      body: { currency: 'EUR', totalCents: 2 * cents, lines: [{ productId: 3 }, { productId: 4 }] },
    });
    await expect(quote(catalog(), 3, 9999)).rejects.toMatchObject({ status: 422, code: 'unknown_product' });
  });

  it('with bundle-pricing a bundle whose components are all priced gets cheaper, and what is in no bundle stays', async () => {
    const service = catalog();
    service.flags['bundle-pricing'] = true;
    const list = await shop.value<number>('select cents from products where product_id = 1');
    const { body } = await quote(service, 1, 399);
    const [bundled, alone] = (body as { lines: { unitCents: number }[] }).lines;
    expect(bundled?.unitCents).toBeGreaterThan(list * 0.85);
    expect(bundled?.unitCents).toBeLessThan(list);
    expect(alone?.unitCents).toBe(await shop.value('select cents from products where product_id = 399'));
  });

  it('with bundle-pricing about 40 % of products break a checkout, and without it none', async () => {
    const broken = async (on: boolean): Promise<number> => {
      const service = catalog();
      service.flags['bundle-pricing'] = on;
      const outcomes = await Promise.allSettled(Array.from({ length: 400 }, (_, index) => quote(service, index + 1)));
      const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
      for (const reason of reasons) expect(reason).toBeInstanceOf(TypeError);
      return reasons.length / outcomes.length;
    };
    expect(await broken(true)).toBeCloseTo(0.4, 1);
    expect(await broken(false)).toBe(0);
  });
});
