/**
 * An entry goes all its ways, and a transaction inside this one is rolled back: permissions that are missing and a server that
 * cannot write are found before a callback is acknowledged, and nothing of the entry stays, seen by no process.
 */
export const trial: string = `
CREATE FUNCTION $schema.try_inbox(request text) RETURNS text LANGUAGE plpgsql AS $body$
DECLARE
  asked jsonb := request::jsonb;
  entry jsonb;
  fence bigint;
  kind text;
BEGIN
  BEGIN
    PERFORM $schema.announce((asked || '{"words": ["trial"], "since": 0, "at": 0}')::text);
    PERFORM $schema.put_entries(asked::text);
    FOREACH kind IN ARRAY ARRAY['delay', 'dead', 'complete'] LOOP
      entry := $schema.lease_entries((asked || '{"limit": 1, "duration": 60000, "commands": ["trial"], "suspects": "none",
        "at": 0}')::text)::jsonb->'entries'->0;
      IF entry IS NULL THEN RAISE EXCEPTION 'Postgres did not give back what it had stored.'; END IF;
      fence := (entry->>'fence')::bigint;
      PERFORM $schema.extend_leases((asked || jsonb_build_object('duration', 1000,
        'leases', jsonb_build_array(jsonb_build_object('key', asked->'puts'->0->'key', 'fence', fence))))::text);
      PERFORM $schema.settle_entries((asked || jsonb_build_object('settlements', jsonb_build_array(jsonb_build_object(
        'index', 0, 'key', asked->'puts'->0->'key', 'fence', fence, 'kind', kind, 'at', 0, 'until', 0, 'duration', -60000,
        'error', '{}'))))::text);
      IF kind = 'dead' THEN
        PERFORM $schema.list_entries('{"state": 4, "limit": 1}');
        PERFORM $schema.retry_entries((asked || '{"after": -1, "at": 0}'
          || jsonb_build_object('key', asked->'puts'->0->'key'))::text);
      END IF;
    END LOOP;
    PERFORM $schema.forget_entries((asked || '{"state": 4, "latest": -1}')::text);
    PERFORM $schema.forget_handled((asked || '{"at": 0, "effects": 9000000000000}')::text);
    PERFORM $schema.next_due(asked::text), $schema.read_numbers('{"handledUntil": 0}');
    RAISE EXCEPTION 'It went well.' USING ERRCODE = 'RC001';
  EXCEPTION WHEN SQLSTATE 'RC001' THEN NULL;
  END;
  PERFORM pg_notify(asked->>'channel', asked->>'caller');
  RETURN 'well';
END $body$;
`
