/** What operators and retention do. */
export const operate: string = `
-- Dead letters wait again, with no attempts and crashes behind them, behind what has their order keys. Gives their ids. The caller
-- has locked numbers.
CREATE FUNCTION $schema.revive(keys uuid[], now bigint, is_in_order boolean) RETURNS text[] LANGUAGE plpgsql AS $body$
DECLARE
  letter record;
  counted record;
  ids text[] := '{}';
  words text[] := '{}';
  is_place boolean;
BEGIN
  SELECT * INTO counted FROM $schema.numbers;
  FOR letter IN SELECT key, command, order_key, size, refused, (record::json->'id')::text AS id
    FROM $schema.entries WHERE key = ANY(keys) AND state = 4 ORDER BY number
  LOOP
    is_place := is_in_order AND letter.order_key IS NOT NULL;
    counted.arrivals := counted.arrivals + 1;
    IF letter.refused > 0 THEN
      counted.entries := counted.entries + 1;
      counted.bytes := counted.bytes + letter.size;
      counted.refused := counted.refused - 1;
      counted.refused_bytes := counted.refused_bytes - letter.size;
      counted.unhandled := counted.unhandled - (letter.refused = 2)::int;
    END IF;
    UPDATE $schema.entries SET number = counted.arrivals, state = 1, refused = 0, is_ordered = is_place,
      is_offered = NOT is_place OR NOT EXISTS (
        SELECT FROM $schema.entries e WHERE e.order_key = letter.order_key AND e.is_ordered),
      suspicion = 0, attempts = 0, crashes = 0, fence = 0, batch = NULL, at = now, error = NULL WHERE key = letter.key;
    ids := ids || letter.id;
    words := words || letter.command;
  END LOOP;
  IF ids <> '{}' THEN
    UPDATE $schema.numbers SET arrivals = counted.arrivals, entries = counted.entries, bytes = counted.bytes,
      refused = counted.refused, refused_bytes = counted.refused_bytes, unhandled = counted.unhandled;
    PERFORM $schema.count_live(words, 1);
  END IF;
  RETURN ids;
END $body$;

-- Some dead letters: one, or those up to a number. Gives their ids and where to go on.
CREATE FUNCTION $schema.retry_entries(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  last_number bigint;
  ids text[];
  page record;
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.numbers FOR UPDATE;
  -- What dies while the others are retried stays dead.
  last_number := coalesce((asked->>'last')::bigint, (SELECT arrivals FROM $schema.numbers));
  SELECT coalesce(array_agg(key), '{}') AS keys, max(number) AS last INTO page FROM (
    SELECT key, number FROM $schema.entries
    WHERE state = 4 AND number > (asked->>'after')::bigint AND number <= last_number
      AND (asked->>'key' IS NULL OR key = (asked->>'key')::uuid)
    ORDER BY number LIMIT 500
  ) AS letters;
  ids := $schema.revive(page.keys, (asked->>'at')::bigint, (asked->>'isOrdered')::boolean);
  IF ids <> '{}' THEN PERFORM pg_notify(asked->>'channel', asked->>'caller'); END IF;
  RETURN json_build_object('ids', to_json(ids), 'after', CASE WHEN cardinality(page.keys) = 500 THEN page.last END,
    'last', last_number)::text;
END $body$;

-- Forgets entries of a state: one, or some that came into it by a time. Gives their ids, and whether there are more.
CREATE FUNCTION $schema.forget_entries(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  ids text[];
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.numbers FOR UPDATE;
  WITH gone AS (
    DELETE FROM $schema.entries WHERE key = ANY(ARRAY(
      SELECT key FROM $schema.entries WHERE state = (asked->>'state')::smallint
        AND (asked->>'key' IS NULL OR key = (asked->>'key')::uuid)
        AND at <= coalesce((asked->>'latest')::bigint, 9223372036854775807) ORDER BY at LIMIT 500))
    RETURNING state, refused AS class, size, (record::json->'id')::text AS id
  ), counted AS (
    UPDATE $schema.numbers SET
      entries = entries - gone_entries, bytes = bytes - gone_bytes, refused = refused - gone_refused,
      refused_bytes = refused_bytes - gone_refused_bytes, unhandled = unhandled - gone_unhandled,
      recorded = recorded - gone_recorded, recorded_bytes = recorded_bytes - gone_recorded_bytes
    FROM (
      SELECT count(*) FILTER (WHERE state = 4 AND class = 0) AS gone_entries,
        coalesce(sum(size) FILTER (WHERE state = 4 AND class = 0), 0) AS gone_bytes,
        count(*) FILTER (WHERE class > 0) AS gone_refused, coalesce(sum(size) FILTER (WHERE class > 0), 0) AS gone_refused_bytes,
        count(*) FILTER (WHERE class = 2) AS gone_unhandled, count(*) FILTER (WHERE state = 5) AS gone_recorded,
        coalesce(sum(size) FILTER (WHERE state = 5), 0) AS gone_recorded_bytes
      FROM gone
    ) AS totals
  ) SELECT coalesce(array_agg(id), '{}') INTO ids FROM gone;
  RETURN json_build_object('ids', to_json(ids), 'hasMore', cardinality(ids) = 500)::text;
END $body$;

-- Forgets ids of handled callbacks and effects whose time is over, some at a time. Gives whether there are more.
CREATE FUNCTION $schema.forget_handled(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  most int := 0;
  count int;
BEGIN
  PERFORM $schema.bound_time(asked);
  DELETE FROM $schema.handled WHERE key = ANY(ARRAY(
    SELECT key FROM $schema.handled WHERE until <= (asked->>'at')::bigint ORDER BY until LIMIT 1000 FOR UPDATE SKIP LOCKED));
  GET DIAGNOSTICS count = ROW_COUNT;
  most := greatest(most, count);
  DELETE FROM $schema.effects WHERE key = ANY(ARRAY(
    SELECT key FROM $schema.effects WHERE at <= now() - (asked->>'effects')::bigint * interval '1 ms'
    ORDER BY at LIMIT 1000 FOR UPDATE SKIP LOCKED));
  GET DIAGNOSTICS count = ROW_COUNT;
  most := greatest(most, count);
  RETURN (most = 1000)::text;
END $body$;

CREATE FUNCTION $schema.announce(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  words text[] := ARRAY(SELECT json_array_elements_text(asked->'words') ORDER BY 1);
  new_words text[];
  lease_now bigint;
  ids text[] := '{}';
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.numbers FOR UPDATE;
  lease_now := $schema.lease_clock(asked);
  new_words := ARRAY(SELECT word FROM unnest(words) AS word WHERE NOT EXISTS (SELECT FROM $schema.announcements WHERE command = word));
  IF new_words <> '{}' THEN
    ids := $schema.revive(ARRAY(SELECT key FROM $schema.entries WHERE state = 4 AND at >= (asked->>'since')::bigint
      AND refused = 2 AND ('*' = ANY(new_words) OR command = ANY(new_words))),
      (asked->>'at')::bigint, (asked->>'isOrdered')::boolean);
  END IF;
  INSERT INTO $schema.announcements (command, first, last) SELECT word, lease_now, lease_now FROM unnest(words) AS word
    ON CONFLICT (command) DO UPDATE SET last = excluded.last;
  IF ids <> '{}' THEN PERFORM pg_notify(asked->>'channel', asked->>'caller'); END IF;
  RETURN lease_now::text;
END $body$;

-- What waits for a command that no process handles: see expire() of an InboxStore. Some at a time; gives whether there are more.
CREATE FUNCTION $schema.abandon(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  lease_now bigint;
  since bigint;
  before bigint;
  is_delivered boolean;
  word text;
  waiting record;
  count int := 0;
  bytes_gone bigint := 0;
  words text[] := '{}';
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.numbers FOR UPDATE;
  lease_now := $schema.lease_clock(asked);
  since := lease_now - (asked->>'livingFor')::bigint;
  before := lease_now - (asked->>'unhandledAfter')::bigint;
  -- Each of the waiting loses its place before any becomes a dead letter: so the order keys go on in order.
  FOR word IN SELECT command FROM $schema.commands WHERE live > 0 ORDER BY command LOOP
    CONTINUE WHEN NOT $schema.is_abandoned(word, since);
    FOR waiting IN SELECT key, order_key FROM $schema.entries WHERE state = 1 AND command = word AND is_ordered ORDER BY number LIMIT 500 LOOP
      UPDATE $schema.entries SET is_ordered = false, is_offered = true, suspicion = crashes
        WHERE key = waiting.key AND state = 1;
      -- A process has leased it meanwhile.
      CONTINUE WHEN NOT FOUND;
      PERFORM $schema.offer_next(waiting.order_key);
      count := count + 1;
    END LOOP;
  END LOOP;
  IF count >= 500 THEN RETURN 'true'; END IF;
  count := 0;
  is_delivered := EXISTS (SELECT FROM $schema.announcements WHERE first <= before AND last > before);
  IF is_delivered THEN
    DELETE FROM $schema.announcements WHERE last <= before;
    FOR word IN SELECT command FROM $schema.commands WHERE live > 0 ORDER BY command LOOP
      CONTINUE WHEN $schema.is_announced(word);
      FOR waiting IN SELECT key, order_key, is_ordered, size FROM $schema.entries WHERE state = 1 AND command = word ORDER BY number LIMIT 500 LOOP
        UPDATE $schema.entries SET state = 4, refused = 2, is_ordered = false, is_offered = false, at = (asked->>'at')::bigint,
          error = 'unhandled' WHERE key = waiting.key AND state = 1;
        CONTINUE WHEN NOT FOUND;
        IF waiting.is_ordered THEN PERFORM $schema.offer_next(waiting.order_key); END IF;
        words := words || word;
        bytes_gone := bytes_gone + waiting.size;
        count := count + 1;
      END LOOP;
    END LOOP;
    IF count > 0 THEN
      UPDATE $schema.numbers SET entries = entries - count, bytes = bytes - bytes_gone, refused = refused + count,
        refused_bytes = refused_bytes + bytes_gone, unhandled = unhandled + count;
      PERFORM $schema.count_live(words, -1);
      PERFORM $schema.keep_bounds(asked->'bounds');
    END IF;
  END IF;
  PERFORM pg_notify(asked->>'channel', asked->>'caller');
  RETURN (count >= 500)::text;
END $body$;
`
