-- Every change of stock is counted for finance. One row holds the count, and every checkout wants it until it commits.
create table stock_audit (audit_id integer primary key, changes bigint not null, changed_at timestamptz not null);
insert into stock_audit values (1, 0, now());
create function count_stock_change() returns trigger language plpgsql as $$
begin
  update stock_audit set changes = changes + 1, changed_at = now() where audit_id = 1;
  perform pg_sleep(0.02);
  return null;
end $$;
create trigger stock_is_audited after update on stock for each statement execute function count_stock_change();
