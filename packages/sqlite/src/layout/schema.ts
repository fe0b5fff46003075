/** Tells a file of this package from any other SQLite database: "RCBX". */
export const applicationId = 0x52434258

/**
 * The tables of version 1.
 *
 * `entries` has a short row for every id that is known; the packet stands in `records`, since a row that changes state is
 * written again, and its page with it. `key` is made of the id, see `entryKey`. `until` means: of a running entry the end
 * of its lease and of a delayed one when it is due, both on the lease clock; of a handled one until when its id is
 * remembered, in ms since 1970. `command` is 0 where the store does not count it. `at` is when it came into its state, of a delayed one when it is due, in ms since 1970.
 *
 * `claims` is what `sqliteDeduplication` remembers: a claim without a reply is held until its end on the lease clock, one with
 * a reply is remembered until then.
 *
 * Each index holds only the states that it serves (SQLite takes it for a query that names one of them as a literal), so that an entry that is leased as it is put, and handled then,
 * passes through two of them: `keys` and `due`.
 */
export const schema = `
CREATE TABLE entries (
  sequence INTEGER PRIMARY KEY,
  state INTEGER NOT NULL,
  key BLOB NOT NULL,
  command INTEGER NOT NULL,
  size INTEGER NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER,
  fence INTEGER,
  attempts INTEGER NOT NULL,
  crashes INTEGER NOT NULL,
  room TEXT,
  error_code TEXT,
  error_message TEXT
) STRICT;
CREATE UNIQUE INDEX keys ON entries (key);
CREATE INDEX queue ON entries (state, command, sequence) WHERE state = 0 OR state = 1 OR state = 3;
CREATE INDEX due ON entries (state, until, command, crashes) WHERE state = 2 OR state = 3;
CREATE INDEX suspects ON entries (sequence) WHERE crashes > 0 AND (state = 0 OR state = 3);
CREATE INDEX rooms ON entries (room, sequence) WHERE room IS NOT NULL;
CREATE INDEX kept ON entries (state, sequence) WHERE state = 4 OR state = 5 OR state = 6;
CREATE INDEX aged ON entries (state, at) WHERE state = 4 OR state = 5 OR state = 6;
CREATE TABLE records (
  sequence INTEGER PRIMARY KEY,
  head TEXT NOT NULL,
  body BLOB NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE commands (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE announcements (
  command TEXT PRIMARY KEY,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE claims (
  key BLOB PRIMARY KEY,
  token INTEGER NOT NULL,
  until INTEGER NOT NULL,
  reply TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_until ON claims (until);
CREATE TABLE processes (
  id TEXT PRIMARY KEY,
  pid INTEGER NOT NULL,
  started TEXT NOT NULL,
  file TEXT NOT NULL,
  seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE numbers (id INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO numbers VALUES (1, x'');
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIEW inbox AS
  SELECT
    CASE state
      WHEN 0 THEN 'waiting' WHEN 1 THEN 'waiting' WHEN 2 THEN 'running' WHEN 3 THEN 'delayed'
      WHEN 4 THEN 'dead' WHEN 5 THEN 'dead' ELSE 'recorded'
    END AS state,
    json_extract(head, '$.command') AS command,
    strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS since,
    attempts, crashes, error_code, error_message,
    json_extract(head, '$.id') AS id,
    json_extract(head, '$.orderKey') AS order_key,
    CAST(body AS TEXT) AS body
  FROM entries JOIN records USING (sequence)
  WHERE entries.state < 7
  ORDER BY sequence;
CREATE VIEW dead_letters AS SELECT * FROM inbox WHERE state = 'dead';
`
