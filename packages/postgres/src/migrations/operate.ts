/** What operators and retention do. */
export const operate: string = `
-- A dead letter waits again, with no attempts and crashes behind it, behind what has its order key. The caller has locked numbers.
CREATE FUNCTION $schema.revive(of_key uuid, now bigint, is_in_order boolean) RETURNS text LANGUAGE plpgsql AS $body$
DECLARE
  letter record;
  is_place boolean;
  is_first boolean;
BEGIN
  SELECT command, order_key, size, refused, (record::json->'id')::text AS id INTO letter
    FROM $schema.entries WHERE key = of_key AND state = 4 FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  is_place := is_in_order AND letter.order_key IS NOT NULL;
  is_first := NOT is_place OR NOT EXISTS (SELECT FROM $schema.entries WHERE order_key = letter.order_key AND is_ordered);
  UPDATE $schema.numbers SET arrivals = arrivals + 1, entries = entries + (letter.refused > 0)::int,
    bytes = bytes + CASE WHEN letter.refused > 0 THEN letter.size ELSE 0 END, refused = refused - (letter.refused > 0)::int,
    refused_bytes = refused_bytes - CASE WHEN letter.refused > 0 THEN letter.size ELSE 0 END,
    unhandled = unhandled - (letter.refused = 2)::int;
  UPDATE $schema.entries SET number = (SELECT arrivals FROM $schema.numbers), state = 1, refused = 0, is_ordered = is_place,
    is_offered = is_first, suspicion = 0, attempts = 0, crashes = 0, fence = 0, batch = NULL, at = now, error = NULL
    WHERE key = of_key;
  PERFORM $schema.count_live(ARRAY[letter.command], 1);
  RETURN letter.id;
END $body$;

-- Some dead letters: one, or those up to a number. Gives their ids and where to go on.
CREATE FUNCTION $schema.retry_entries(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  last_number bigint;
  ids text[] := '{}';
  letter record;
  seen bigint := (asked->>'after')::bigint;
  count int := 0;
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.numbers FOR UPDATE;
  -- What dies while the others are retried stays dead.
  last_number := coalesce((asked->>'last')::bigint, (SELECT arrivals FROM $schema.numbers));
  FOR letter IN SELECT key, number FROM $schema.entries
    WHERE state = 4 AND number > seen AND number <= last_number AND (asked->>'key' IS NULL OR key = (asked->>'key')::uuid)
    ORDER BY number LIMIT 500
  LOOP
    ids := ids || $schema.revive(letter.key, (asked->>'at')::bigint, (asked->>'isOrdered')::boolean);
    seen := letter.number;
    count := count + 1;
  END LOOP;
  IF count > 0 THEN PERFORM pg_notify(asked->>'channel', asked->>'caller'); END IF;
  RETURN json_build_object('ids', to_json(ids), 'after', CASE WHEN count = 500 THEN seen END, 'last', last_number)::text;
END $body$;

-- Forgets entries of a state: one, or some that came into it by a time. Gives their ids, and whether there are more.
CREATE FUNCTION $schema.forget_entries(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  ids text[] := '{}';
  gone record;
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.numbers FOR UPDATE;
  FOR gone IN DELETE FROM $schema.entries WHERE key = ANY(ARRAY(
      SELECT key FROM $schema.entries WHERE state = (asked->>'state')::smallint AND (asked->>'key' IS NULL OR key = (asked->>'key')::uuid)
        AND at <= coalesce((asked->>'latest')::bigint, 9223372036854775807) ORDER BY at LIMIT 500))
    RETURNING state, refused, size, (record::json->'id')::text AS id
  LOOP
    ids := ids || gone.id;
    IF gone.state = 5 THEN
      UPDATE $schema.numbers SET recorded = recorded - 1, recorded_bytes = recorded_bytes - gone.size;
    ELSIF gone.refused > 0 THEN
      UPDATE $schema.numbers SET refused = refused - 1, refused_bytes = refused_bytes - gone.size,
        unhandled = unhandled - (gone.refused = 2)::int;
    ELSE
      UPDATE $schema.numbers SET entries = entries - 1, bytes = bytes - gone.size;
    END IF;
  END LOOP;
  RETURN json_build_object('ids', to_json(ids), 'hasMore', cardinality(ids) = 500)::text;
END $body$;

-- Ids of handled callbacks, effects and claims that nobody needs any more, some at a time. Gives whether there are more.
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
  letter record;
  is_revived boolean := false;
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.numbers FOR UPDATE;
  lease_now := $schema.lease_clock(asked);
  new_words := ARRAY(SELECT word FROM unnest(words) AS word WHERE NOT EXISTS (SELECT FROM $schema.announcements WHERE command = word));
  IF new_words <> '{}' THEN
    FOR letter IN SELECT key FROM $schema.entries WHERE state = 4 AND at >= (asked->>'since')::bigint AND refused = 2
      AND ('*' = ANY(new_words) OR command = ANY(new_words)) ORDER BY number
    LOOP
      PERFORM $schema.revive(letter.key, (asked->>'at')::bigint, (asked->>'isOrdered')::boolean);
      is_revived := true;
    END LOOP;
  END IF;
  INSERT INTO $schema.announcements (command, first, last) SELECT word, lease_now, lease_now FROM unnest(words) AS word
    ON CONFLICT (command) DO UPDATE SET last = excluded.last;
  IF is_revived THEN PERFORM pg_notify(asked->>'channel', asked->>'caller'); END IF;
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
        PERFORM $schema.count_live(ARRAY[word], -1);
        UPDATE $schema.numbers SET entries = entries - 1, bytes = bytes - waiting.size, refused = refused + 1,
          refused_bytes = refused_bytes + waiting.size, unhandled = unhandled + 1;
        count := count + 1;
      END LOOP;
    END LOOP;
    PERFORM $schema.keep_bounds(asked->'bounds');
  END IF;
  PERFORM pg_notify(asked->>'channel', asked->>'caller');
  RETURN (count >= 500)::text;
END $body$;
`
