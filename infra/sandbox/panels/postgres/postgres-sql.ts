/**
 * What the panel reads. Only statistics and catalogues, and no function that opens a table (pg_relation_size, pg_get_indexdef):
 * it must answer above all while somebody holds a lock. Sizes are those of the files.
 */

/** Places for services. */
export const limitsSql = `
  select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true), '0')::int as places`;

const shownQuery = 400;
const oneLine = (column: string): string => `left(regexp_replace(${column}, '\\s+', ' ', 'g'), ${shownQuery})`;

/** Client sessions whose name is none of $1. */
export const sessionsSql = `
  select pid, application_name as application, coalesce(state, '') as state,
         case when wait_event_type in ('Client', 'Activity') then null else wait_event_type || ': ' || wait_event end as "waitsOn",
         extract(epoch from clock_timestamp() - xact_start)::float8 as "transactionS",
         extract(epoch from clock_timestamp() - query_start)::float8 as "statementS",
         pg_blocking_pids(pid) as "waitsFor", ${oneLine('query')} as query
    from pg_stat_activity
   where backend_type = 'client backend' and datname = current_database() and application_name <> all ($1::text[])
   order by xact_start nulls last, pid`;

/** Of user $1, those that take most time first. Statements on data only. */
export const statementsSql = `
  select queryid::text as id, ${oneLine('query')} as query, calls::float8 as calls, total_exec_time as "totalMs", rows::float8 as rows,
         shared_blks_hit::float8 as hit, shared_blks_read::float8 as read
    from pg_stat_statements
   where dbid = (select oid from pg_database where datname = current_database())
     and userid = (select oid from pg_roles where rolname = $1)
     and query ~* '^\\s*(select|insert|update|delete|merge|with)\\y'
   order by total_exec_time desc limit 40`;

const fileBytes = (relation: string): string => `coalesce((pg_stat_file(pg_relation_filepath(${relation}.oid), true)).size, 0)::float8`;

export const tablesSql = `
  select t.relname as table, greatest(s.n_live_tup, t.reltuples, 0)::float8 as rows, s.n_dead_tup::float8 as "deadRows", ${fileBytes('t')} as bytes,
         s.seq_scan::float8 as "seqScans", s.seq_tup_read::float8 as "seqRows", coalesce(s.idx_scan, 0)::float8 as "indexScans"
    from pg_class t join pg_stat_user_tables s on s.relid = t.oid
   where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace order by t.relname limit 100`;

export const indexesSql = `
  select i.relname as index, t.relname as table, x.indisvalid as "isValid", x.indisunique as "isUnique", ${fileBytes('i')} as bytes,
         coalesce(s.idx_scan, 0)::float8 as scans,
         (select string_agg(attname, ', ' order by attnum) from pg_attribute where attrelid = i.oid) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    left join pg_stat_user_indexes s on s.indexrelid = i.oid
   where i.relnamespace = 'public'::regnamespace order by t.relname, i.relname limit 200`;
