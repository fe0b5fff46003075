/**
 * The lease clock, in ms: the clock of the server without its steps, which NTP, a restored machine and a failover make.
 * `asked` is what the caller knows: a time instead of the server's (tests), what the lease clock was when the caller saw it
 * last, and how many ms of its monotonic clock passed since.
 *
 * Backwards it never goes by more than the quarter of a second after which it is written down. Forwards, a caller that has
 * seen the clock knows how far it can have come: a second more is a step. Without that, a step of an hour would end every
 * lease, and run what is running a second time.
 */
export const leaseClock: string = `
CREATE FUNCTION $schema.lease_clock(asked json) RETURNS bigint LANGUAGE plpgsql AS $body$
DECLARE
  server_now bigint := coalesce((asked->>'clock')::bigint, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint);
  seen bigint := (asked->>'seen')::bigint;
  known record;
  lease_now bigint;
  expected bigint;
  is_step boolean;
BEGIN
  SELECT last, shift INTO known FROM $schema.clock;
  lease_now := server_now + known.shift;
  expected := greatest(known.last, seen + (asked->>'elapsed')::bigint);
  is_step := lease_now < expected - 1000 OR (seen IS NOT NULL AND lease_now > expected + 1000);
  IF is_step THEN lease_now := expected; END IF;
  lease_now := greatest(lease_now, known.last);
  IF is_step OR lease_now >= known.last + 250 THEN
    -- Another transaction that writes it down does as well.
    PERFORM FROM $schema.clock FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
      UPDATE $schema.clock SET last = greatest(last, lease_now),
        shift = CASE WHEN is_step THEN expected - server_now ELSE shift END;
    END IF;
  END IF;
  RETURN lease_now;
END $body$;

-- Waits for no lock longer than the caller does, and writes nothing that the caller has given up.
CREATE FUNCTION $schema.bound_time(asked json) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('lock_timeout', greatest((asked->>'timeout')::int, 1)::text, true);
END $body$;

CREATE FUNCTION $schema.refuse_late(asked json) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  IF clock_timestamp() > statement_timestamp() + (asked->>'timeout')::int * interval '1 ms' THEN
    RAISE EXCEPTION 'The caller does not wait any longer.' USING ERRCODE = '57014';
  END IF;
END $body$;
`
