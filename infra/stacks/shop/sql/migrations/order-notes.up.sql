-- Room for a note of the customer. Adds a column with a constant default, which rewrites nothing.
alter table orders add column note text not null default '';
create index orders_with_note on orders (order_id) where note <> '';
