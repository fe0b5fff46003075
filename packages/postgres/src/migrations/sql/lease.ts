/** The first that are offered of some commands, without the suspects. */
export const offeredSelect: string = `
    SELECT near.key FROM unnest(words) AS word CROSS JOIN LATERAL (
      SELECT key, number FROM $schema.entries
      WHERE command = word AND is_offered AND suspicion = 0 AND key <> ALL(tried) ORDER BY number LIMIT wanted
    ) AS near ORDER BY near.number LIMIT wanted`

/**
 * Leasing. It does not lock `numbers`, since leases change neither how many entries there are nor what is offered next of an
 * order key: processes lease side by side, and each skips what another is about to take.
 */
export const lease: string = `
CREATE FUNCTION $schema.asked_commands(asked json) RETURNS text[] LANGUAGE sql STABLE AS $body$
  SELECT CASE WHEN asked->>'commands' IS NULL THEN ARRAY(SELECT command FROM $schema.commands WHERE live > 0)
    ELSE ARRAY(SELECT json_array_elements_text(asked->'commands')) END
$body$;

-- What is due is offered, some at a time; it still runs or is delayed until a process leases it.
CREATE FUNCTION $schema.offer_due(words text[], lease_now bigint) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  candidates uuid[];
BEGIN
  SELECT array_agg(near.key) INTO candidates FROM unnest(words) AS word CROSS JOIN LATERAL (
    SELECT key FROM $schema.entries WHERE command = word AND due > 0 AND due <= lease_now ORDER BY due LIMIT 200
  ) AS near;
  IF candidates IS NULL THEN RETURN; END IF;
  SELECT array_agg(key) INTO candidates FROM (
    SELECT key FROM $schema.entries WHERE key = ANY(candidates) AND due > 0 AND due <= lease_now FOR UPDATE SKIP LOCKED
  ) AS locked;
  UPDATE $schema.entries SET is_offered = true, due = 0, suspicion = crashes + (state = 2)::int WHERE key = ANY(candidates);
END $body$;

CREATE FUNCTION $schema.offered(words text[], tried uuid[], wanted int) RETURNS uuid[] LANGUAGE sql STABLE AS $body$
  SELECT coalesce(array_agg(key), '{}') FROM (${offeredSelect}
  ) AS nearest
$body$;

CREATE FUNCTION $schema.lease_entries(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  lease_now bigint;
  words text[];
  wanted int := (asked->>'limit')::int;
  candidates uuid[];
  tried uuid[] := '{}';
  chosen uuid[] := '{}';
  bytes bigint := 0;
  suspect uuid;
  is_suspect_ready boolean;
  nearest record;
BEGIN
  PERFORM $schema.bound_time(asked);
  lease_now := $schema.lease_clock(asked);
  -- The answer to an earlier lease got lost on the way: these are still ours, and it was no crash.
  IF asked->>'lost' IS NOT NULL THEN
    SELECT array_agg(key) INTO chosen FROM (
      SELECT key FROM $schema.entries WHERE state = 2
        AND batch = ANY(ARRAY(SELECT json_array_elements_text(asked->'lost'))::uuid[]) FOR UPDATE SKIP LOCKED
    ) AS locked;
    IF chosen IS NOT NULL THEN
      UPDATE $schema.entries SET due = lease_now + (asked->>'duration')::bigint, is_offered = false,
        batch = (asked->>'batch')::uuid WHERE key = ANY(chosen);
      RETURN $schema.leased(chosen, lease_now, false);
    END IF;
    chosen := '{}';
  END IF;
  words := $schema.asked_commands(asked);
  PERFORM $schema.offer_due(words, lease_now);
  IF asked->>'suspects' = 'one' THEN
    SELECT key INTO suspect FROM unnest(words) AS word CROSS JOIN LATERAL (
      SELECT key, suspicion, number FROM $schema.entries WHERE command = word AND is_offered AND suspicion > 0
      ORDER BY suspicion, number LIMIT 1
    ) AS near ORDER BY suspicion, number LIMIT 1;
    SELECT key INTO suspect FROM $schema.entries WHERE key = suspect AND is_offered AND suspicion > 0 FOR UPDATE SKIP LOCKED;
    IF FOUND THEN chosen := ARRAY[suspect]; END IF;
  END IF;
  IF chosen = '{}' THEN
    LOOP
      candidates := $schema.offered(words, tried, wanted - cardinality(chosen));
      EXIT WHEN candidates = '{}';
      tried := tried || candidates;
      FOR nearest IN SELECT key, size FROM $schema.entries WHERE key = ANY(candidates) AND is_offered AND suspicion = 0
        ORDER BY number FOR UPDATE SKIP LOCKED
      LOOP
        chosen := chosen || nearest.key;
        bytes := bytes + nearest.size;
        EXIT WHEN bytes > 8388608;
      END LOOP;
      EXIT WHEN cardinality(chosen) >= wanted OR bytes > 8388608;
    END LOOP;
  END IF;
  PERFORM $schema.refuse_late(asked);
  IF chosen <> '{}' THEN
    UPDATE $schema.entries SET state = 2, is_offered = false, attempts = attempts + 1, crashes = suspicion,
      fence = next.fence, batch = (asked->>'batch')::uuid, at = (asked->>'at')::bigint,
      due = greatest(lease_now + (asked->>'duration')::bigint, 1)
    FROM (SELECT one.key, nextval('$schema.fences') AS fence FROM unnest(chosen) AS one (key)) AS next
    WHERE entries.key = next.key;
  END IF;
  is_suspect_ready := EXISTS (SELECT FROM unnest(words) AS word
    WHERE EXISTS (SELECT FROM $schema.entries WHERE command = word AND is_offered AND suspicion > 0));
  RETURN $schema.leased(chosen, lease_now, is_suspect_ready);
END $body$;

CREATE FUNCTION $schema.leased(chosen uuid[], lease_now bigint, is_suspect_ready boolean) RETURNS text
LANGUAGE sql STABLE AS $body$
  SELECT json_build_object('clock', lease_now, 'suspectsReady', is_suspect_ready, 'entries', coalesce((
    SELECT json_agg(json_build_object('attempt', attempts, 'crashes', crashes, 'fence', fence, 'record', record,
      'body', encode(body, 'base64')) ORDER BY number)
    FROM $schema.entries WHERE key = ANY(chosen)), '[]'))::text
$body$;

CREATE FUNCTION $schema.extend_leases(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  lease_now bigint;
  kept json;
BEGIN
  PERFORM $schema.bound_time(asked);
  lease_now := $schema.lease_clock(asked);
  -- In one order, as everywhere: two transactions that lock the same rows then do not wait for each other.
  PERFORM FROM $schema.entries WHERE key = ANY(ARRAY(SELECT (one->>'key')::uuid FROM json_array_elements(asked->'leases') AS one))
    ORDER BY key FOR UPDATE;
  PERFORM $schema.refuse_late(asked);
  WITH extended AS (
    UPDATE $schema.entries e SET due = greatest(lease_now + (asked->>'duration')::bigint, 1), is_offered = false
    FROM json_to_recordset(asked->'leases') AS one (key uuid, fence bigint)
    WHERE e.key = one.key AND e.fence = one.fence AND e.state = 2 RETURNING e.fence
  ) SELECT json_agg(fence) INTO kept FROM extended;
  RETURN json_build_object('clock', lease_now, 'kept', coalesce(kept, '[]'))::text;
END $body$;

-- Given back before it began: it waits at its place.
CREATE FUNCTION $schema.release_leases(request text) RETURNS void LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.entries WHERE key = ANY(ARRAY(SELECT (one->>'key')::uuid FROM json_array_elements(asked->'leases') AS one))
    ORDER BY key FOR UPDATE;
  UPDATE $schema.entries e SET state = 1, due = NULL, is_offered = true, suspicion = crashes, attempts = attempts - 1, fence = 0
  FROM json_to_recordset(asked->'leases') AS one (key uuid, fence bigint)
  WHERE e.key = one.key AND e.fence = one.fence AND e.state = 2;
  PERFORM pg_notify(asked->>'channel', asked->>'caller');
END $body$;

CREATE FUNCTION $schema.next_due(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  lease_now bigint := $schema.lease_clock(asked);
  nearest bigint;
BEGIN
  SELECT min(near.due) INTO nearest FROM unnest($schema.asked_commands(asked)) AS word CROSS JOIN LATERAL (
    SELECT due FROM $schema.entries WHERE command = word AND due IS NOT NULL ORDER BY due LIMIT 1
  ) AS near;
  RETURN json_build_object('clock', lease_now, 'due', CASE WHEN nearest IS NOT NULL THEN greatest(nearest - lease_now, 0) END)::text;
END $body$;
`
