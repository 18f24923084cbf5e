-- 400 products (8 categories of 50), 80 bundles, stock, and 500 customers (customer-1 .. customer-500) with ten
-- delivered orders each, so that a returning customer can order the same again. The same rows on every machine.

insert into products (product_id, category, name, cents, description, rating)
select number, category, adjective || ' ' || noun,
       490 + (number * 7919) % 9500,
       'The ' || adjective || ' ' || noun || ' from our ' || category || ' range. Made in small series, tested by people who use it every day, '
         || 'and packed without plastic. Comes with a two year guarantee, spare parts for ten years, and a leaflet that explains care, '
         || 'cleaning and repair. Returns are free for thirty days when the article is unused and in its box.' || care.leaflet,
       3.0 + (number * 31 % 21) / 10.0
from (
  select (c.ord - 1) * 50 + (n.ord - 1) * 5 + a.ord as number, c.category, n.noun, a.adjective
  from (values
    (1, 'kitchen', array['kettle','pan','teapot','grater','whisk','colander','ladle','mill','jug','tray']),
    (2, 'garden', array['spade','rake','trowel','hose','planter','shears','bucket','trellis','fork','sieve']),
    (3, 'books', array['atlas','novel','cookbook','almanac','diary','primer','reader','anthology','guide','album']),
    (4, 'toys', array['puzzle','train','kite','robot','drum','yoyo','marble','castle','rocket','doll']),
    (5, 'audio', array['speaker','radio','headset','turntable','microphone','amplifier','earbuds','recorder','mixer','cable']),
    (6, 'lighting', array['lamp','lantern','candle','spotlight','torch','chandelier','dimmer','bulb','sconce','shade']),
    (7, 'outdoor', array['tent','rucksack','stove','compass','hammock','flask','poncho','rope','cooler','mat']),
    (8, 'office', array['desk','stapler','folder','pen','notebook','chair','organiser','calendar','ruler','clipboard'])
  ) as c (ord, category, nouns),
  unnest(c.nouns) with ordinality as n (noun, ord),
  unnest(array['classic','compact','sturdy','bright','quiet']) with ordinality as a (adjective, ord)
) as named,
-- The leaflet in every language the shop delivers to makes a product page about 12 KB, as real ones are: what a cache holds has weight.
(select string_agg(E'\n[' || language || '] Wipe with a soft damp cloth and dry at once. Do not soak, do not bleach, keep away from open fire. '
         || 'Check screws, seams and seals once a season, and replace worn parts only with the parts that were made for this article. '
         || 'Store it dry and out of the sun. When it has served its time, return it to us: we take it apart and use again what can be used. '
         || 'The guarantee covers faults of material and making; it does not cover wear, misuse, or repairs by others.', '') as leaflet
   from unnest(string_to_array('bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv', ' ')) as language) as care;

-- Bundles of four over products 1 .. 320. Every other bundle waits for one supplier price: 160 of 400 products
-- (40 %) are in a bundle with a component that has none. Members are 80 apart, so both kinds meet in every category.
insert into bundle_components (bundle_id, product_id, component_cents)
select bundle, bundle + 80 * place,
       case when bundle % 2 = 0 and place = 3 then null else p.cents * 9 / 10 end
from generate_series(1, 80) as bundle, generate_series(0, 3) as place
join products p on true
where p.product_id = bundle + 80 * place;

insert into stock (product_id, on_hand) select product_id, 250000 from products;

insert into orders (order_id, idempotency_key, cart_id, customer_id, status, total_cents, currency, created_at, accepted_at, accepted_by)
select 'ord-past-' || n, 'past-' || n, 'cart-past-' || n, 'customer-' || n, 'CONFIRMED', 0, 'EUR',
       now() - interval '30 days' + n * interval '1 hour', now() - interval '30 days' + n * interval '1 hour', 'orders-1'
from generate_series(1, 500) as n;

-- And nine older orders of one line each: whoever comes back has a history.
insert into orders (order_id, idempotency_key, cart_id, customer_id, status, total_cents, currency, created_at, accepted_at, accepted_by)
select 'ord-older-' || n || '-' || o, 'older-' || n || '-' || o, 'cart-older-' || n || '-' || o, 'customer-' || n, 'CONFIRMED', 0, 'EUR',
       placed.at, placed.at, 'orders-1'
from generate_series(1, 500) as n, generate_series(1, 9) as o,
     lateral (select now() - interval '30 days' - o * interval '20 days' + n * interval '1 hour') as placed (at);

insert into order_lines (order_id, product_id, name, quantity, unit_cents)
select 'ord-older-' || n || '-' || o, p.product_id, p.name, 1, p.cents
from generate_series(1, 500) as n, generate_series(1, 9) as o
join products p on true
where p.product_id = (n * 41 + o * 97) % 400 + 1;

insert into order_lines (order_id, product_id, name, quantity, unit_cents)
select 'ord-past-' || n, p.product_id, p.name, 1 + (n + line) % 2, p.cents
from generate_series(1, 500) as n, generate_series(1, 2) as line
join products p on true
where p.product_id = (n * 37 + line * 151) % 400 + 1;

update orders o set total_cents = (select sum(quantity * unit_cents) from order_lines l where l.order_id = o.order_id);

insert into payments (order_id, state, cents, currency, psp_ref, announced)
select order_id, 'CAPTURED', total_cents, currency, 'ch_' || md5(order_id), true from orders;

insert into shipments (order_id, requested_at, slot)
select order_id, accepted_at + interval '1 second', 'fulfilment-1' from orders;

analyze;
