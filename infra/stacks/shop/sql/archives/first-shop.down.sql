delete from orders where accepted_by = 'first-shop';
analyze orders;
comment on table orders is null;
