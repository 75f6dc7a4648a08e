-- A later document can say that an indicator is worked out from the town's own records.
ALTER TABLE IndicatorVersions ADD DerivedFrom NVARCHAR(100) {ordinal} NULL
