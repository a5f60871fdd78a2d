-- Times are whole milliseconds since 1970 in UTC, by the service's clock where it is known.

CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    at INTEGER NOT NULL
);

-- One row. `epoch` grows with every claim and is compared with the mark beside the database: an older database than
-- its mark is a restored one. `prefix` and `counter` make references nobody else uses.
CREATE TABLE installation (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    prefix INTEGER NOT NULL CHECK (prefix BETWEEN 1 AND 2047),
    counter INTEGER NOT NULL
);
CREATE TABLE used_prefix (prefix INTEGER PRIMARY KEY);

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE campaign (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    created INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('starting', 'scheduled', 'sending', 'paused', 'stopping', 'stopped', 'finished')),
    paused_by TEXT,
    paused_note TEXT NOT NULL DEFAULT '',
    rows INTEGER NOT NULL,
    people INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    shares TEXT NOT NULL,
    pace_s REAL NOT NULL,
    start_at INTEGER,
    at_gateway INTEGER NOT NULL DEFAULT 0,
    not_after INTEGER,
    quiet_hours TEXT NOT NULL,
    -- 'unknown' until a first message was read back by its reference; 'proven' or 'absent' then
    echo TEXT NOT NULL DEFAULT 'unknown' CHECK (echo IN ('unknown', 'proven', 'absent')),
    started_at INTEGER,
    resumed_at INTEGER,
    finished_at INTEGER,
    consent_at INTEGER
);
CREATE INDEX campaign_by_state ON campaign (state);

CREATE TABLE campaign_meta (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (campaign, key)
) WITHOUT ROWID;

-- Rows of the plan that were left out before Send, for the report.
CREATE TABLE left_out (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    row INTEGER NOT NULL,
    shown_phone TEXT NOT NULL,
    phone TEXT,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    parts INTEGER NOT NULL,
    grp TEXT NOT NULL,
    reason TEXT,
    marks TEXT NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (campaign, row)
) WITHOUT ROWID;

-- The intent of one call, committed before its first byte leaves; `outcome` stays empty if we never learnt it.
CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    n INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL,
    outcome TEXT,
    detail TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '',
    server_time INTEGER,
    took_s REAL
);

CREATE TABLE outgoing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    row INTEGER NOT NULL,
    ref INTEGER NOT NULL UNIQUE CHECK (ref BETWEEN 1 AND 2147483647),
    device_id INTEGER NOT NULL,
    sim INTEGER NOT NULL,
    phone TEXT NOT NULL,
    body TEXT NOT NULL,
    parts INTEGER NOT NULL,
    shown_phone TEXT NOT NULL,
    name TEXT NOT NULL,
    timetosend INTEGER,
    state TEXT NOT NULL CHECK (state IN
        ('queued', 'sending', 'unsure', 'ask', 'accepted', 'taken', 'sent', 'delivered', 'failed', 'refused',
         'skipped', 'cancelled', 'duplicate', 'quarantined')),
    cause TEXT NOT NULL DEFAULT '',
    reason TEXT,
    sms_id INTEGER,
    gateway_status INTEGER,
    attempt INTEGER NOT NULL DEFAULT 0,
    refusals INTEGER NOT NULL DEFAULT 0,
    batch INTEGER REFERENCES batch (id),
    first_claimed_at INTEGER,
    claimed_at INTEGER,
    changed_at INTEGER NOT NULL,
    decided_by TEXT,
    retry_of INTEGER REFERENCES outgoing (id),
    -- 1 when a newer row took this one's place (a retry): kept, and counted no more
    superseded INTEGER NOT NULL DEFAULT 0,
    cells TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX outgoing_in_order ON outgoing (campaign, id);
CREATE INDEX outgoing_by_state ON outgoing (campaign, state, id);
CREATE INDEX outgoing_newest ON outgoing (campaign, changed_at, id);
CREATE INDEX outgoing_queued ON outgoing (campaign, device_id, sim, id) WHERE state = 'queued';
CREATE INDEX outgoing_open ON outgoing (state, device_id)
    WHERE state IN ('sending', 'unsure', 'ask', 'accepted', 'taken', 'sent');
CREATE INDEX outgoing_person ON outgoing (phone, claimed_at);
CREATE INDEX outgoing_texted ON outgoing (claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX outgoing_sms ON outgoing (sms_id) WHERE sms_id IS NOT NULL;

-- What happened to a row and why; written once, never changed.
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    row INTEGER NOT NULL REFERENCES outgoing (id),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why <> ''),
    at INTEGER NOT NULL
);
CREATE INDEX event_by_row ON event (row);
CREATE TRIGGER event_is_final BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

-- Counts kept with every change of state, so that nobody counts 100,000 rows to paint a number.
CREATE TABLE tally (
    campaign INTEGER NOT NULL,
    state TEXT NOT NULL,
    device_id INTEGER NOT NULL,
    sim INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (campaign, state, device_id, sim)
) WITHOUT ROWID;
CREATE TRIGGER tally_follows AFTER UPDATE OF state, device_id, sim, superseded ON outgoing
BEGIN
    UPDATE tally SET rows = rows - 1
    WHERE old.superseded = 0 AND campaign = old.campaign AND state = old.state
        AND device_id = old.device_id AND sim = old.sim;
    INSERT INTO tally (campaign, state, device_id, sim, rows)
    SELECT new.campaign, new.state, new.device_id, new.sim, 1 WHERE new.superseded = 0
    ON CONFLICT DO UPDATE SET rows = rows + 1;
END;

CREATE TABLE do_not_text (
    number TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    proof TEXT NOT NULL
) WITHOUT ROWID;
-- Who was put on the list and who was taken off, and why; written once.
CREATE TABLE do_not_text_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL,
    at INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('added', 'removed')),
    why TEXT NOT NULL
);

CREATE TABLE incoming (
    gateway_id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    device_id INTEGER,
    sim INTEGER,
    wish TEXT NOT NULL DEFAULT ''
);
CREATE INDEX incoming_by_sender ON incoming (sender, at);
CREATE INDEX incoming_by_time ON incoming (at);

CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    facts TEXT NOT NULL,
    nickname TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL,
    last_seen INTEGER,
    updated_at INTEGER NOT NULL
);

CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL,
    at INTEGER NOT NULL,
    content TEXT NOT NULL
);
