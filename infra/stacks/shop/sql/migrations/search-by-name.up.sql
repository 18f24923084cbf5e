-- Search looks at names alone from 1.15 on, so the index over descriptions can go. (The function that searches still reads both.)
drop index products_by_words;
create index products_by_name on products using gin (to_tsvector('simple', name));
