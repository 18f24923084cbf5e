-- The shop's database. Run once per sandbox on an empty database `shop`, before seed.sql.
-- All instants are the database's own clock: services of one shop never compare two clocks.

create table products (
  product_id  integer primary key,
  category    text    not null,
  name        text    not null,
  cents       integer not null check (cents > 0),
  description text    not null,
  rating      numeric(2, 1) not null
);
create index products_by_category on products (category, product_id);
-- Without it a search reads and parses 400 descriptions, 6000 characters of each: about a third of a second of processor time.
create index products_by_words on products using gin (to_tsvector('simple', name || ' ' || left(description, 6000)));

-- A product sold as part of a bundle. `component_cents` is what it costs inside the bundle; NULL means that
-- the supplier has not sent a price yet, which is legal data.
create table bundle_components (
  bundle_id       integer not null,
  product_id      integer not null references products,
  component_cents integer check (component_cents > 0),
  primary key (bundle_id, product_id)
);
create index bundle_components_by_product on bundle_components (product_id);

create table carts (
  cart_id    text primary key,
  touched_at timestamptz not null default now()
);

create table cart_items (
  cart_id    text    not null references carts on delete cascade,
  product_id integer not null references products,
  quantity   integer not null check (quantity between 1 and 99),
  primary key (cart_id, product_id)
);

create table orders (
  order_id        text primary key,
  idempotency_key text not null unique,
  cart_id         text not null,
  customer_id     text not null,
  status          text not null check (status in ('NEW', 'CONFIRMED', 'PENDING', 'DECLINED')),
  total_cents     integer not null,
  currency        text not null,
  created_at      timestamptz not null default now(),
  -- Set when the customer was told 201 or 202; an order without it was never accepted.
  accepted_at     timestamptz,
  accepted_by     text
);
-- The freshness meter of each slot walks its own orders in the order of acceptance.
create index orders_by_slot on orders (accepted_by, accepted_at) where accepted_at is not null;
create index orders_by_customer on orders (customer_id, created_at desc);

create table order_lines (
  order_id   text    not null references orders,
  product_id integer not null references products,
  name       text    not null,
  quantity   integer not null,
  unit_cents integer not null,
  primary key (order_id, product_id)
);

-- Records that must reach Kafka although the producer failed. Written with the order, deleted when published.
create table outbox (
  outbox_id     bigint generated always as identity primary key,
  topic         text not null,
  record_key    text not null,
  payload       text not null,
  headers       json not null,
  -- Nobody but the holder publishes it before this instant.
  claimed_until timestamptz not null
);
create index outbox_by_claim on outbox (claimed_until);

create table payments (
  order_id    text primary key,
  -- ASKED: a provider was asked while the customer waits. DEFERRED: owed, a job captures it.
  state       text not null check (state in ('ASKED', 'DEFERRED', 'CAPTURED', 'DECLINED')),
  cents       integer not null,
  currency    text not null,
  psp_ref     text,
  -- Whom we asked last and, once it is captured, who did and what it took: they do not cost the same.
  provider    text,
  fee_cents   integer,
  -- Times we asked and cannot be sure that nothing was captured. Until there are none, no other provider is asked:
  -- an idempotency key is worth nothing to somebody who has never seen it.
  unsure      integer not null default 0,
  attempts    integer not null default 0,
  -- DEFERRED: not tried again before this instant. Decided: not announced again before it.
  next_try_at timestamptz not null default now(),
  -- Whether `payments.captured` was published.
  announced   boolean not null default false,
  -- W3C trace context of the checkout that owes it, so that a late capture is a part of its trace.
  traceparent text
);
create index payments_due on payments (next_try_at) where state = 'DEFERRED';
create index payments_to_announce on payments (next_try_at) where state = 'CAPTURED' and not announced;

create table stock (
  product_id integer primary key references products,
  on_hand    integer not null check (on_hand >= 0),
  reserved   integer not null default 0 check (reserved >= 0),
  check (reserved <= on_hand)
) with (fillfactor = 50); -- every checkout updates rows here: room in the page keeps the updates off the index

create table reservations (
  order_id   text    not null,
  product_id integer not null references products,
  quantity   integer not null check (quantity > 0),
  state      text    not null default 'HELD' check (state in ('HELD', 'TAKEN', 'RELEASED')),
  held_at    timestamptz not null default now(),
  primary key (order_id, product_id)
);
create index reservations_held on reservations (held_at) where state = 'HELD';

create table shipments (
  order_id     text primary key,
  requested_at timestamptz not null default now(),
  slot         text not null
);

-- What a consumer group has already turned into effects, for effects that are not idempotent by themselves.
create table processed_keys (
  consumer_group text not null,
  record_key     text not null,
  primary key (consumer_group, record_key)
);

-- The catalog's reads go to a storage tier of limited rate, as a catalog of real size would: a read takes 30 ms, and in the long run
-- 32 reads are granted a second; what was not asked for is kept for a second. A wait, not work, makes capacity without the cache equal
-- on every machine, where CPU time would make it a lottery. Turns are a sequence, since a row would be a lock that readers hold.
-- A read that is cut off has had its turn all the same: the tier does not know that nobody waits for it any more. Its queue is ten
-- seconds long; whoever comes to a full one waits as long as the last in it.
create unlogged sequence storage_turns;

create function storage_read() returns void language plpgsql as $$
declare
  rate constant integer := 32;
  longest constant integer := 10 * rate;
  due constant bigint := floor(extract(epoch from clock_timestamp()) * rate);
  turn bigint := nextval('storage_turns');
begin
  if turn < due - rate then
    turn := setval('storage_turns', due - rate);
  elsif turn > due + longest then
    turn := setval('storage_turns', due + longest);
  end if;
  perform pg_sleep(0.03 + greatest(turn - due, 0) / rate::float);
end $$;

-- NULL when there is no such product.
create function product_page(wanted integer) returns json language plpgsql as $$
begin
  perform storage_read();
  return (
    select json_build_object('id', product_id, 'name', name, 'cents', cents, 'category', category,
                             'description', description, 'rating', rating)
      from products where product_id = wanted
  );
end $$;

-- Pages of 20 from 1; without a category, of everything.
create function browse_page(wanted_category text, wanted_page integer) returns json language plpgsql as $$
begin
  perform storage_read();
  return json_build_object('page', wanted_page, 'items', coalesce((
    select json_agg(json_build_object('id', product_id, 'name', name, 'cents', cents) order by product_id)
      from (select product_id, name, cents from products
             where wanted_category is null or category = wanted_category
             order by product_id limit 20 offset (greatest(wanted_page, 1) - 1) * 20) as listed
  ), '[]'::json));
end $$;

-- At most 20 products whose name or description has every word of the text; without a text all, of one category if that is given.
-- A filter that is not wanted is switched off by its null. The planner sees through that when it plans for the values at hand;
-- a generic plan cannot, and reads everything.
create function search_page(q text, wanted_category text default null) returns json language plpgsql as $$
begin
  perform storage_read();
  return json_build_object('items', coalesce((
    select json_agg(json_build_object('id', product_id, 'name', name, 'cents', cents) order by product_id)
      from (select product_id, name, cents from products
             where (q is null or to_tsvector('simple', name || ' ' || left(description, 6000)) @@ plainto_tsquery('simple', q))
               and (wanted_category is null or category = wanted_category)
             order by product_id limit 20) as found
  ), '[]'::json));
end $$;

-- Holds stock for an order, all lines or none, in one round trip: a slow link must not keep rows of `stock` locked.
-- `lines` is [{"productId": 1, "quantity": 2}]. Answers the products that are short; empty means held.
-- An order that holds already is left as it is.
create function reserve_stock(wanted_order text, lines json) returns integer[] language plpgsql as $$
declare short integer[];
begin
  if exists (select from reservations where order_id = wanted_order and state <> 'RELEASED') then return '{}'; end if;
  -- Locked in the order of the key, so that two checkouts of the same products cannot deadlock.
  perform 1 from stock where product_id in (select (l ->> 'productId')::integer from json_array_elements(lines) l)
    order by product_id for update;
  select array_agg((l ->> 'productId')::integer order by (l ->> 'productId')::integer) into short
    from json_array_elements(lines) l
    left join stock s on s.product_id = (l ->> 'productId')::integer
   where s.product_id is null or s.on_hand - s.reserved < (l ->> 'quantity')::integer;
  if short is not null then return short; end if;
  insert into reservations (order_id, product_id, quantity)
    select wanted_order, (l ->> 'productId')::integer, (l ->> 'quantity')::integer from json_array_elements(lines) l
    on conflict (order_id, product_id) do update set state = 'HELD', held_at = now(), quantity = excluded.quantity;
  update stock s set reserved = reserved + r.quantity
    from reservations r where r.order_id = wanted_order and r.product_id = s.product_id;
  return '{}';
end $$;

-- Turns what an order holds into stock that has left. Once per order: true when it happened now.
-- A reservation that was released meanwhile still leaves the shelf, because the order was accepted.
create function take_stock(wanted_order text) returns boolean language plpgsql as $$
begin
  insert into processed_keys (consumer_group, record_key) values ('inventory', wanted_order) on conflict do nothing;
  if not found then return false; end if;
  perform 1 from stock where product_id in (select product_id from reservations where order_id = wanted_order)
    order by product_id for update;
  update stock s set on_hand = s.on_hand - r.quantity,
                     reserved = s.reserved - case when r.state = 'HELD' then r.quantity else 0 end
    from reservations r where r.order_id = wanted_order and r.product_id = s.product_id and r.state <> 'TAKEN';
  update reservations set state = 'TAKEN' where order_id = wanted_order;
  return true;
end $$;

-- Gives back what checkouts held that never became an order. Answers how many reservations were released.
create function release_stale_reservations(older_than interval) returns integer language plpgsql as $$
declare released integer;
begin
  -- Locked in the order of the key, as by every checkout.
  perform 1 from stock where product_id in (select product_id from reservations where state = 'HELD' and held_at < now() - older_than)
    order by product_id for update;
  with stale as (
    update reservations r set state = 'RELEASED'
     where r.state = 'HELD' and r.held_at < now() - older_than
       and not exists (select from orders o where o.order_id = r.order_id and o.accepted_at is not null)
    returning r.product_id, r.quantity
  ), given_back as (
    update stock s set reserved = s.reserved - back.quantity
      from (select product_id, sum(quantity) as quantity from stale group by product_id) back
     where back.product_id = s.product_id
  )
  select count(*) into released from stale;
  return released;
end $$;
