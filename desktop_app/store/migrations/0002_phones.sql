-- When this program read the phones. A phone's life is known only inside these stretches.
CREATE TABLE watched (begin INTEGER PRIMARY KEY, until INTEGER NOT NULL);

-- From `at` on the phone was `reach`; each stretch of watching begins with one for every phone.
CREATE TABLE reach_change (
    device_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reach TEXT NOT NULL,
    PRIMARY KEY (device_id, at)
) WITHOUT ROWID;

-- Phones that stopped answering and are not back, so that a restart does not tell it again.
CREATE TABLE outage (
    device_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    since INTEGER NOT NULL,
    noticed INTEGER NOT NULL,
    at_night INTEGER NOT NULL,
    told INTEGER NOT NULL
);

-- What waits under the bell.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    outages TEXT NOT NULL,
    waiting INTEGER NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0
);

-- The owner's rules for a SIM: what an SMS costs (in thousandths; NULL: not said, 0: in the plan), and how many a day.
CREATE TABLE sim_rule (
    device_id INTEGER NOT NULL,
    sim INTEGER NOT NULL,
    price_milli INTEGER,
    a_day INTEGER,
    PRIMARY KEY (device_id, sim)
) WITHOUT ROWID;

ALTER TABLE device ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
-- The id the same phone came back with.
ALTER TABLE device ADD COLUMN became INTEGER;
