drop index if exists products_by_name;
create index if not exists products_by_words on products using gin (to_tsvector('simple', name || ' ' || left(description, 6000)));
