/** What a clean database is compared by. */

/**
 * Every index, column, constraint, function, trigger and remark of the shop, every setting of the role $1, and statistics that cannot be true, as
 * lines that tell it whole.
 * Only catalogues, and no function that opens a table (pg_get_indexdef, pg_get_expr): this must not wait where a lock is held.
 */
export const factsSql = `
  select fact from (
    select format('index %s of %s: columns %s, expression #%s, where #%s%s', i.relname, t.relname, x.indkey,
                  md5(coalesce(x.indexprs::text, '')), md5(coalesce(x.indpred::text, '')), case when x.indisvalid then '' else ', invalid' end) as fact
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     where i.relnamespace = 'public'::regnamespace
    union all
    select format('column %s.%s: %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  case when a.attnotnull then ' not null' else '' end, ' default #' || md5(d.adbin::text))
      from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    union all
    select format('constraint %s of %s: %s %s #%s', conname, relname, contype, conkey, md5(coalesce(conbin::text, '')))
      from pg_constraint join pg_class on pg_class.oid = conrelid where connamespace = 'public'::regnamespace
    union all
    select format('function %s(%s): #%s', proname, proargtypes, md5(prosrc))
      from pg_proc where pronamespace = 'public'::regnamespace and prolang <> (select oid from pg_language where lanname = 'c')
    union all
    select format('trigger %s of %s', tgname, relname) from pg_trigger join pg_class on pg_class.oid = tgrelid where not tgisinternal
    union all
    select format('role setting %s', setting) from pg_db_role_setting, unnest(setconfig) as setting
     where setrole = (select oid from pg_roles where rolname = $1)
    union all
    select format('role %s: at most %s sessions', rolname, rolconnlimit) from pg_roles where rolname = $1
    union all
    -- A row fits into a page: one in two pages, or fewer, is no size that a table ever had from which nothing was taken.
    select format('statistics of %s: %s rows in %s pages', relname, reltuples, relpages) from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relpages > 1 and reltuples >= 0 and reltuples <= 0.5 * relpages
       and pg_stat_get_tuples_deleted(oid) + pg_stat_get_tuples_updated(oid) = 0
    union all
    -- An archive writes on the table that its rows are in it.
    select format('remark on %s: %s', relname, description) from pg_description join pg_class on pg_class.oid = objoid
     where classoid = 'pg_class'::regclass and objsubid = 0 and relnamespace = 'public'::regnamespace
  ) as facts order by fact collate "C"`;

/** Client sessions whose name is none of $1. */
export const sessionsSql = `
  select pid, application_name as name from pg_stat_activity
   where backend_type = 'client backend' and datname = current_database() and application_name <> all ($1::text[]) order by pid`;

/** Lines that only one side has, in words. */
export function factDifferences(actual: readonly string[], pristine: readonly string[]): string[] {
  const [real, ideal] = [new Set(actual), new Set(pristine)];
  return [
    ...pristine.filter((fact) => !real.has(fact)).map((fact) => `postgres lacks ${fact}`),
    ...actual.filter((fact) => !ideal.has(fact)).map((fact) => `postgres has ${fact}`),
  ];
}

/** How each index is made. Opens every table: only for when nobody holds one. */
export const indexesSql = `select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public'`;

/** Names of the indexes among the facts. */
export function indexesIn(facts: readonly string[]): string[] {
  return facts.flatMap((fact) => /^index (\S+) of /.exec(fact)?.[1] ?? []);
}
