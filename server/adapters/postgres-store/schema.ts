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
  'create sequence if not exists brownout.incident_number',
];
