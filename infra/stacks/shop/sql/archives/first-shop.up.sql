-- Orders of the shop that this one took over, 120000 of 20000 customers, placed from six years ago to one year ago. They are closed:
-- what they were paid and sent with stayed where it was.
insert into orders (order_id, idempotency_key, cart_id, customer_id, status, total_cents, currency, created_at, accepted_at, accepted_by)
select 'ord-first-' || n, 'first-' || n, 'cart-first-' || n, 'first-customer-' || n % 20000 + 1, 'CONFIRMED', 490 + n * 7919 % 9500, 'EUR',
       placed.at, placed.at, 'first-shop'
from generate_series(1, 120000) as n, lateral (select now() - interval '1 year' - n * interval '21 minutes' as at) as placed;
analyze orders;
comment on table orders is 'With those of first-shop.';
