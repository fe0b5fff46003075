/** Deduplication without an inbox: a claim, its promotion and its release are one statement each, on one row. */
export const claim: string = `
CREATE FUNCTION $schema.claim(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
  known record;
BEGIN
  PERFORM $schema.bound_time(asked);
  INSERT INTO $schema.claims (key, token, until)
    VALUES ((asked->>'key')::uuid, asked->>'token', clock_timestamp() + (asked->>'lease')::bigint * interval '1 ms')
    ON CONFLICT (key) DO UPDATE SET token = excluded.token, until = excluded.until, reply = NULL
    WHERE $schema.claims.until <= clock_timestamp();
  IF FOUND THEN RETURN json_build_object('state', 'claimed')::text; END IF;
  SELECT reply INTO known FROM $schema.claims WHERE key = (asked->>'key')::uuid;
  IF known.reply IS NULL THEN RETURN json_build_object('state', 'running')::text; END IF;
  RETURN json_build_object('state', 'finished', 'reply', known.reply)::text;
END $body$;

-- A claim whose lease is over may be that of another token: its old holder does not touch that one.
CREATE FUNCTION $schema.complete_claim(request text) RETURNS void LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
BEGIN
  PERFORM $schema.bound_time(asked);
  INSERT INTO $schema.claims (key, token, until, reply) VALUES ((asked->>'key')::uuid, asked->>'token',
    clock_timestamp() + (asked->>'window')::bigint * interval '1 ms', asked->>'reply')
    ON CONFLICT (key) DO UPDATE SET until = excluded.until, reply = excluded.reply, token = excluded.token
    WHERE $schema.claims.token = excluded.token OR $schema.claims.until <= clock_timestamp();
END $body$;

CREATE FUNCTION $schema.release_claim(request text) RETURNS void LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  asked json := request::json;
BEGIN
  PERFORM $schema.bound_time(asked);
  DELETE FROM $schema.claims WHERE key = (asked->>'key')::uuid AND token = asked->>'token' AND reply IS NULL;
END $body$;

CREATE FUNCTION $schema.forget_claims(request text) RETURNS text LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $body$
DECLARE
  count int;
BEGIN
  PERFORM $schema.bound_time(request::json);
  DELETE FROM $schema.claims WHERE key = ANY(ARRAY(
    SELECT key FROM $schema.claims WHERE until <= clock_timestamp() ORDER BY until LIMIT 1000 FOR UPDATE SKIP LOCKED));
  GET DIAGNOSTICS count = ROW_COUNT;
  RETURN (count = 1000)::text;
END $body$;
`
