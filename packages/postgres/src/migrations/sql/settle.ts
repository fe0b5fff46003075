/** The results of attempts, in groups. */
export const settle: string = `
CREATE FUNCTION $schema.settle_entries(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  ours int[] := '{}';
  lease_now bigint;
  settling record;
  entry record;
  gone_entries bigint := 0;
  gone_bytes bigint := 0;
  gone_commands text[] := '{}';
  is_offered boolean := false;
BEGIN
  PERFORM $schema.bound_time(asked);
  PERFORM FROM $schema.numbers FOR UPDATE;
  PERFORM $schema.refuse_late(asked);
  lease_now := $schema.lease_clock(asked);
  FOR settling IN SELECT * FROM json_to_recordset(asked->'settlements') AS one (index int, key uuid, fence bigint, kind text,
    "isRepeated" boolean, at bigint, until bigint, duration bigint, error text) ORDER BY key, fence
  LOOP
    SELECT command, order_key, is_ordered, size INTO entry FROM $schema.entries
      WHERE key = settling.key AND fence = settling.fence AND state = 2 FOR UPDATE;
    IF NOT FOUND THEN
      -- An earlier try was written, and its answer got lost on the way. By its fence: another process may have handled it since.
      IF settling."isRepeated" AND (CASE settling.kind
        WHEN 'complete' THEN EXISTS (SELECT FROM $schema.handled WHERE key = settling.key AND fence = settling.fence)
        ELSE EXISTS (SELECT FROM $schema.entries WHERE key = settling.key AND fence = settling.fence
          AND state = CASE settling.kind WHEN 'delay' THEN 3 ELSE 4 END) END) THEN
        ours := ours || settling.index;
      END IF;
      CONTINUE;
    END IF;
    ours := ours || settling.index;
    IF settling.kind = 'delay' THEN
      UPDATE $schema.entries SET state = 3, is_offered = false, at = settling.at + settling.duration, error = settling.error,
        due = greatest(lease_now + settling.duration, 1) WHERE key = settling.key;
      CONTINUE;
    END IF;
    gone_commands := gone_commands || entry.command;
    IF settling.kind = 'complete' THEN
      DELETE FROM $schema.entries WHERE key = settling.key;
      INSERT INTO $schema.handled (key, until, fence) VALUES (settling.key, settling.until, settling.fence)
        ON CONFLICT (key) DO UPDATE SET until = excluded.until, fence = excluded.fence;
      gone_entries := gone_entries + 1;
      gone_bytes := gone_bytes + entry.size;
    ELSE
      UPDATE $schema.entries SET state = 4, is_offered = false, is_ordered = false, due = NULL, at = settling.at,
        error = settling.error WHERE key = settling.key;
    END IF;
    IF entry.is_ordered THEN is_offered := $schema.offer_next(entry.order_key) OR is_offered; END IF;
  END LOOP;
  IF gone_entries > 0 THEN
    UPDATE $schema.numbers SET entries = entries - gone_entries, bytes = bytes - gone_bytes;
  END IF;
  IF gone_commands <> '{}' THEN PERFORM $schema.count_live(gone_commands, -1); END IF;
  IF is_offered THEN PERFORM pg_notify(asked->>'channel', asked->>'caller'); END IF;
  RETURN json_build_object('clock', lease_now, 'ours', to_json(ours))::text;
END $body$;
`
