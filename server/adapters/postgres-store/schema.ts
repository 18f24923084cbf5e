/** Statements that bring an empty or older database to the current shape; each may run again without harm. */
export const schemaStatements: readonly string[] = [
  'create schema if not exists brownout',
  `create table if not exists brownout.drill_plans (
     drill_id text primary key,
     plan jsonb not null
   )`,
  `create table if not exists brownout.drill_events (
     drill_id text not null,
     seq integer not null,
     at_ms double precision not null,
     observed_at_ms double precision not null,
     type text not null,
     v integer not null,
     actor jsonb not null,
     command_id text not null,
     cause_seq integer,
     data jsonb not null,
     primary key (drill_id, seq)
   )`,
  `create table if not exists brownout.drill_recordings (
     drill_id text not null,
     chunk integer not null,
     recorded jsonb not null,
     primary key (drill_id, chunk)
   )`,
  `create table if not exists brownout.drill_traces (
     drill_id text not null,
     trace_id text not null,
     spans jsonb not null,
     primary key (drill_id, trace_id)
   )`,
  // Text: a record of a broker may hold a zero byte, which jsonb cannot.
  `create table if not exists brownout.drill_exhibits (
     drill_id text not null,
     exhibit_key text not null,
     exhibit json not null,
     primary key (drill_id, exhibit_key)
   )`,
  'create sequence if not exists brownout.incident_number',
  'create sequence if not exists brownout.server_number as integer',
  // One row for each drill, kept by every append, so that lists need not look at events. An older database gets its rows here, once.
  `do $$ begin
     if to_regclass('brownout.drills') is null then
       create table brownout.drills (
         drill_id text primary key,
         owner integer not null,
         events integer not null,
         last_type text not null,
         opened_at_ms double precision not null,
         outcome text,
         undone boolean not null
       );
       insert into brownout.drills
       select drill_id, 0, count(*), (array_agg(type order by seq desc))[1], min(observed_at_ms),
              max(data->>'outcome') filter (where type = 'drillEnded'), bool_or(type = 'undoCompleted')
       from brownout.drill_events group by drill_id;
     end if;
   end $$`,
  "create index if not exists drill_plans_shift on brownout.drill_plans ((plan->'shift'->>'shiftId')) where plan ? 'shift'",
  'create index if not exists drills_open on brownout.drills (drill_id) where not undone',
  'create index if not exists drills_ended on brownout.drills (opened_at_ms desc) where outcome is not null',
];
