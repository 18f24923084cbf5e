drop index if exists orders_with_note;
alter table orders drop column if exists note;
