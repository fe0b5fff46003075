/**
 * The tables of version 1. `$schema` stands for the quoted name of the schema.
 *
 * - `entries`: one row for each callback that waits (1), runs (2), is delayed (3), is dead (4) or is recorded (5). Texts that
 *   may hold any character are in `record`, as JSON that escapes what Postgres refuses; `command` is a name without them.
 * - `is_offered`: a process may lease the row. Of an order key, only the first row is offered. `suspicion` is the number
 *   of crashes that the row has when it is leased.
 * - `due`, on the lease clock: when the lease or the delay is over; 0 once that was noticed and the row was offered.
 * - `handled`: the ids that are remembered, and the fence of the lease that completed each.
 * - `commands`: how many rows wait, run or are delayed. `announcements`: since when, and when last, processes handled them.
 * - `numbers`: the one row that each transaction locks which changes how many entries there are. The order in which it is locked
 *   is the order of arrival, and the capacity is exact.
 * - `clock`: the lease clock. `effects`: what `once()` remembers. `claims`: what `postgresDeduplication()` remembers.
 */
export const tables: string = `
CREATE TABLE $schema.entries (
  key uuid PRIMARY KEY,
  number bigint NOT NULL,
  state smallint NOT NULL,
  refused smallint NOT NULL DEFAULT 0,
  command text NOT NULL,
  order_key uuid,
  is_ordered boolean NOT NULL DEFAULT false,
  is_offered boolean NOT NULL DEFAULT false,
  suspicion integer NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  crashes integer NOT NULL DEFAULT 0,
  fence bigint NOT NULL DEFAULT 0,
  batch uuid,
  due bigint,
  at bigint NOT NULL,
  received_at bigint NOT NULL,
  size bigint NOT NULL,
  record text NOT NULL,
  error text,
  body bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1);
CREATE INDEX entries_state ON $schema.entries (state, number);
CREATE INDEX entries_offered ON $schema.entries (command, suspicion, number) WHERE is_offered;
CREATE INDEX entries_due ON $schema.entries (command, due) WHERE due IS NOT NULL;
CREATE INDEX entries_order ON $schema.entries (order_key, number) WHERE is_ordered;
CREATE INDEX entries_kept ON $schema.entries (state, at) WHERE state >= 4;
CREATE INDEX entries_refused ON $schema.entries (number) WHERE refused > 0;

CREATE TABLE $schema.handled (key uuid PRIMARY KEY, until bigint NOT NULL, fence bigint NOT NULL)
  WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX handled_until ON $schema.handled (until);

CREATE TABLE $schema.commands (command text PRIMARY KEY, live bigint NOT NULL) WITH (fillfactor = 50);
CREATE TABLE $schema.announcements (command text PRIMARY KEY, first bigint NOT NULL, last bigint NOT NULL);

CREATE TABLE $schema.numbers (
  arrivals bigint NOT NULL DEFAULT 0,
  entries bigint NOT NULL DEFAULT 0,
  bytes bigint NOT NULL DEFAULT 0,
  refused bigint NOT NULL DEFAULT 0,
  refused_bytes bigint NOT NULL DEFAULT 0,
  unhandled bigint NOT NULL DEFAULT 0,
  recorded bigint NOT NULL DEFAULT 0,
  recorded_bytes bigint NOT NULL DEFAULT 0,
  dropped bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 20);
INSERT INTO $schema.numbers DEFAULT VALUES;

CREATE TABLE $schema.clock (last bigint NOT NULL DEFAULT 0, shift bigint NOT NULL DEFAULT 0) WITH (fillfactor = 20);
INSERT INTO $schema.clock DEFAULT VALUES;

CREATE SEQUENCE $schema.fences;
PERFORM setval('$schema.fences', floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint);

CREATE TABLE $schema.effects (key text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
CREATE INDEX effects_at ON $schema.effects (at);

CREATE TABLE $schema.claims (key uuid PRIMARY KEY, token text NOT NULL, until timestamptz NOT NULL, reply text);
CREATE INDEX claims_until ON $schema.claims (until);
`
