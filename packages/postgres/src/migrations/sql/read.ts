/** Reading: numbers, and entries in pages. */
export const read: string = `
CREATE FUNCTION $schema.read_numbers(request text) RETURNS text LANGUAGE sql STABLE SET jit = off SET enable_seqscan = off AS $body$
  WITH asked AS (SELECT request::json AS json),
  live AS (
    SELECT coalesce(sum(live), 0) AS all_live, coalesce(sum(live) FILTER (WHERE json->>'commands' IS NULL
      OR command = ANY(ARRAY(SELECT json_array_elements_text(json->'commands')))), 0) AS meant
    FROM $schema.commands, asked
  ),
  busy AS (
    SELECT count(*) FILTER (WHERE state = 2) AS running, count(*) FILTER (WHERE state = 3) AS delayed
    FROM $schema.entries, asked WHERE state IN (2, 3)
      AND (json->>'commands' IS NULL OR command = ANY(ARRAY(SELECT json_array_elements_text(json->'commands'))))
  ),
  oldest AS (
    SELECT min(received_at) AS at FROM unnest(ARRAY[1, 2, 3]::smallint[]) AS of_state CROSS JOIN LATERAL (
      SELECT received_at FROM $schema.entries WHERE state = of_state ORDER BY number LIMIT 1
    ) AS first
  ),
  recent AS (SELECT count(*) AS handled FROM $schema.handled, asked WHERE until > (json->>'handledUntil')::bigint)
  SELECT json_build_object('waiting', live.meant - busy.running - busy.delayed, 'running', busy.running,
    'delayed', busy.delayed, 'dead', numbers.entries - live.all_live + numbers.refused, 'refused', numbers.refused,
    'unhandled', numbers.unhandled, 'recorded', numbers.recorded, 'dropped', numbers.dropped, 'bytes', numbers.bytes,
    'oldest', oldest.at, 'handled', recent.handled)::text
  FROM $schema.numbers, live, busy, oldest, recent
$body$;

CREATE FUNCTION $schema.list_entries(request text) RETURNS text LANGUAGE sql STABLE SET jit = off SET enable_seqscan = off AS $body$
  SELECT coalesce(json_agg(json_build_object('number', number, 'at', at, 'attempts', attempts, 'crashes', crashes,
    'error', error, 'record', record, 'body', encode(body, 'base64')) ORDER BY number), '[]')::text
  FROM (
    SELECT e.* FROM $schema.entries e, (SELECT request::json AS json) AS asked
    WHERE state = (json->>'state')::smallint AND number > coalesce((json->>'after')::bigint,
      (SELECT number FROM $schema.entries WHERE key = (json->>'afterKey')::uuid AND state = (json->>'state')::smallint), -1)
    ORDER BY number LIMIT (request::json->>'limit')::int
  ) AS page
$body$;

CREATE FUNCTION $schema.get_entry(request text) RETURNS text LANGUAGE sql STABLE SET jit = off SET enable_seqscan = off AS $body$
  SELECT coalesce((SELECT json_build_object('state', state, 'number', number, 'at', at, 'attempts', attempts,
    'crashes', crashes, 'error', error, 'record', record, 'body', encode(body, 'base64'))
    FROM $schema.entries WHERE key = (request::json->>'key')::uuid), 'null')::text
$body$;
`
