drop trigger if exists stock_is_audited on stock;
drop function if exists count_stock_change();
drop table if exists stock_audit;
