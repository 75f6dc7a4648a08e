-- Four more kinds of promise. SQLite cannot change a check, so its text is replaced where SQLite keeps it; no row changes.
PRAGMA writable_schema = ON
GO
UPDATE sqlite_master SET sql = REPLACE(sql, '''rank'', ''coverage'')', '''rank'', ''coverage'', ''maximum'', ''hold'', ''relative'', ''pointsChange'')') WHERE type = 'table' AND name = 'Indicators'
GO
PRAGMA writable_schema = RESET
