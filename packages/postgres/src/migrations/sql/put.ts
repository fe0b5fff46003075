/** Storing, in groups, and what it needs of order keys and bounds. */
export const put: string = `
-- The next of an order key is offered when the one before it is gone.
CREATE FUNCTION $schema.offer_next(of_key uuid) RETURNS boolean LANGUAGE plpgsql AS $body$
BEGIN
  UPDATE $schema.entries SET is_offered = true, suspicion = crashes
  WHERE key = (SELECT key FROM $schema.entries WHERE order_key = of_key AND is_ordered ORDER BY number LIMIT 1)
    AND state = 1 AND NOT is_offered;
  RETURN FOUND;
END $body$;

CREATE FUNCTION $schema.count_live(words text[], direction int) RETURNS void LANGUAGE sql AS $body$
  INSERT INTO $schema.commands (command, live)
  SELECT word, direction * count(*) FROM unnest(words) AS word GROUP BY word ORDER BY word
  ON CONFLICT (command) DO UPDATE SET live = $schema.commands.live + excluded.live
$body$;

-- Whether processes live, and none that handles a command.
CREATE FUNCTION $schema.is_abandoned(word text, since bigint) RETURNS boolean LANGUAGE sql STABLE AS $body$
  SELECT EXISTS (SELECT FROM $schema.announcements WHERE last > since)
    AND NOT EXISTS (SELECT FROM $schema.announcements WHERE command IN (word, '*') AND last > since)
$body$;

CREATE FUNCTION $schema.is_announced(word text) RETURNS boolean LANGUAGE sql STABLE AS $body$
  SELECT EXISTS (SELECT FROM $schema.announcements WHERE command IN (word, '*'))
$body$;

-- What is only kept to be read has bounds: the first that came go first.
CREATE FUNCTION $schema.keep_bounds(bounds json) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  counted record;
  gone record;
BEGIN
  LOOP
    SELECT * INTO counted FROM $schema.numbers;
    EXIT WHEN counted.refused <= (bounds->>'maxRefusedEntries')::bigint
      AND counted.refused_bytes <= (bounds->>'maxRefusedBytes')::bigint;
    DELETE FROM $schema.entries
      WHERE key = (SELECT key FROM $schema.entries WHERE refused > 0 ORDER BY number LIMIT 1)
      RETURNING size, refused INTO gone;
    EXIT WHEN NOT FOUND;
    UPDATE $schema.numbers SET refused = refused - 1, refused_bytes = refused_bytes - gone.size,
      unhandled = unhandled - (gone.refused = 2)::int, dropped = dropped + 1;
  END LOOP;
  LOOP
    SELECT * INTO counted FROM $schema.numbers;
    EXIT WHEN counted.recorded <= (bounds->>'maxRecordedEntries')::bigint
      AND counted.recorded_bytes <= (bounds->>'maxRecordedBytes')::bigint;
    DELETE FROM $schema.entries
      WHERE key = (SELECT key FROM $schema.entries WHERE state = 5 ORDER BY number LIMIT 1)
      RETURNING size INTO gone;
    EXIT WHEN NOT FOUND;
    UPDATE $schema.numbers SET recorded = recorded - 1, recorded_bytes = recorded_bytes - gone.size, dropped = dropped + 1;
  END LOOP;
END $body$;

-- Whether a lease would find something: then that goes first.
CREATE FUNCTION $schema.is_any_ready(lease_now bigint) RETURNS boolean LANGUAGE sql STABLE AS $body$
  SELECT EXISTS (SELECT FROM $schema.commands c WHERE c.live > 0 AND (
    EXISTS (SELECT FROM $schema.entries e WHERE e.command = c.command AND e.is_offered)
    OR EXISTS (SELECT FROM $schema.entries e WHERE e.command = c.command AND e.due > 0 AND e.due <= lease_now)))
$body$;

-- Gives a letter for each: stored, leased, duplicate, full, unhandled; and the fences of the leases.
CREATE FUNCTION $schema.put_entries(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  group_of record;
  asked json;
  capacity bigint;
  capacity_bytes bigint;
  outcomes text := '';
  new_commands text[] := '{}';
  is_delivered boolean;
  last_word text;
  is_announced boolean := true;
  is_abandoned boolean := false;
  remembered bigint;
  is_ordered boolean;
  is_offered boolean;
  is_kept boolean := false;
  lease_now bigint;
  since bigint;
  counted record;
  putting record;
  kind smallint;
  is_first boolean;
  is_leased boolean;
  is_left boolean := false;
  fences bigint[] := '{}';
BEGIN
  -- Once, and not a field at a time: each look into a text of JSON reads all packets of the group.
  SELECT * INTO group_of FROM json_to_record(request::json) AS one (puts json, bounds json, batch uuid, timeout int, clock bigint,
    seen bigint, elapsed bigint, channel text, caller text, "isOrdered" boolean, "livingFor" bigint);
  asked := json_build_object('timeout', group_of.timeout, 'clock', group_of.clock, 'seen', group_of.seen,
    'elapsed', group_of.elapsed);
  capacity := (group_of.bounds->>'capacity')::bigint;
  capacity_bytes := (group_of.bounds->>'capacityBytes')::bigint;
  PERFORM $schema.bound_time(asked);
  SELECT * INTO counted FROM $schema.numbers FOR UPDATE;
  PERFORM $schema.refuse_late(asked);
  lease_now := $schema.lease_clock(asked);
  since := lease_now - group_of."livingFor";
  is_delivered := EXISTS (SELECT FROM $schema.announcements);
  FOR putting IN SELECT * FROM json_to_recordset(group_of.puts) AS one (key uuid, kind smallint, command text, order_key uuid,
    size bigint, at bigint, received bigint, lease bigint, record text, error text, body text)
  LOOP
    SELECT until INTO remembered FROM $schema.handled WHERE key = putting.key;
    IF remembered > putting.at OR EXISTS (SELECT FROM $schema.entries WHERE key = putting.key) THEN
      outcomes := outcomes || 'd';
      CONTINUE;
    END IF;
    -- Most of a group are of one command.
    IF is_delivered AND putting.command IS DISTINCT FROM last_word THEN
      last_word := putting.command;
      is_announced := $schema.is_announced(last_word);
      is_abandoned := $schema.is_abandoned(last_word, since);
    END IF;
    kind := CASE WHEN putting.kind = 0 AND NOT is_announced THEN 2 ELSE putting.kind END;
    IF kind = 0 AND (counted.entries >= capacity OR counted.bytes + putting.size > capacity_bytes) THEN
      outcomes := outcomes || 'f';
      CONTINUE;
    END IF;
    IF remembered IS NOT NULL THEN DELETE FROM $schema.handled WHERE key = putting.key; END IF;
    counted.arrivals := counted.arrivals + 1;
    -- It would hold up its order key, and no living process handles it.
    is_ordered := kind = 0 AND putting.order_key IS NOT NULL AND group_of."isOrdered"
      AND NOT is_abandoned;
    is_offered := kind = 0 AND NOT (is_ordered
      AND EXISTS (SELECT FROM $schema.entries e WHERE e.order_key = putting.order_key AND e.is_ordered));
    is_leased := false;
    IF is_offered AND putting.lease > 0 THEN
      -- What came earlier and waits goes first.
      IF is_first IS NULL THEN is_first := NOT $schema.is_any_ready(lease_now); END IF;
      is_leased := is_first;
    END IF;
    IF is_leased THEN
      fences := fences || nextval('$schema.fences');
    ELSIF is_offered THEN
      is_first := false;
    END IF;
    INSERT INTO $schema.entries (key, number, state, refused, command, order_key, is_ordered, is_offered, at, received_at, size,
      record, error, body, attempts, fence, batch, due)
    VALUES (putting.key, counted.arrivals, CASE kind WHEN 0 THEN 1 + is_leased::int WHEN 3 THEN 5 ELSE 4 END,
      CASE WHEN kind IN (1, 2) THEN kind ELSE 0 END, putting.command, putting.order_key, is_ordered, is_offered AND NOT is_leased,
      putting.at, putting.received, putting.size, putting.record, CASE kind WHEN 2 THEN 'unhandled' ELSE putting.error END,
      decode(putting.body, 'base64'), is_leased::int, CASE WHEN is_leased THEN fences[cardinality(fences)] ELSE 0 END,
      CASE WHEN is_leased THEN group_of.batch END,
      CASE WHEN is_leased THEN greatest(lease_now + putting.lease, 1) END);
    IF kind = 0 THEN
      counted.entries := counted.entries + 1;
      counted.bytes := counted.bytes + putting.size;
      new_commands := new_commands || putting.command;
      is_left := is_left OR NOT is_leased;
    ELSIF kind = 3 THEN
      counted.recorded := counted.recorded + 1;
      counted.recorded_bytes := counted.recorded_bytes + putting.size;
      is_kept := true;
    ELSE
      counted.refused := counted.refused + 1;
      counted.refused_bytes := counted.refused_bytes + putting.size;
      counted.unhandled := counted.unhandled + (kind = 2)::int;
      is_kept := true;
    END IF;
    outcomes := outcomes || CASE WHEN is_leased THEN 'l' WHEN kind = 2 THEN 'u' ELSE 's' END;
  END LOOP;
  UPDATE $schema.numbers SET arrivals = counted.arrivals, entries = counted.entries, bytes = counted.bytes,
    refused = counted.refused, refused_bytes = counted.refused_bytes, unhandled = counted.unhandled,
    recorded = counted.recorded, recorded_bytes = counted.recorded_bytes;
  IF is_kept THEN PERFORM $schema.keep_bounds(group_of.bounds); END IF;
  IF new_commands <> '{}' THEN
    PERFORM $schema.count_live(new_commands, 1);
    -- Where all are leased there is nothing for others.
    IF is_left THEN PERFORM pg_notify(group_of.channel, group_of.caller); END IF;
  END IF;
  RETURN outcomes || ' ' || array_to_string(fences, ' ');
END $body$;
`
