ALTER TABLE ChangeFeedHead ADD Epoch NVARCHAR(32) {ordinal} NULL
GO
ALTER TABLE ChangeFeedHead ADD Hash NVARCHAR(64) NULL
GO
ALTER TABLE ChangeFeedHead ADD UnchainedPosition BIGINT NULL
GO
UPDATE ChangeFeedHead SET Hash = '', UnchainedPosition = Position
GO
ALTER TABLE ChangeFeed ADD Unit NVARCHAR(32) {ordinal} NULL
GO
ALTER TABLE ChangeFeed ADD History {longtext} NULL
GO
ALTER TABLE ChangeFeed ADD Hash NVARCHAR(64) NULL
GO
-- Who sees what is there already, as far as its kind says so; the rest is the whole town's.
UPDATE ChangeFeed SET Unit = CASE WHEN Kind IN ('key.created', 'key.rotated', 'key.revoked') THEN '-' ELSE '*' END
WHERE Kind IN ('key.created', 'key.rotated', 'key.revoked', 'unit.registered', 'unit.amended', 'calendar.notice.recorded', 'hotline.rules.recorded', 'rate.definition.revised',
    'plan.issued', 'plan.closed', 'measure.added', 'measure.amended', 'measure.progress.reported', 'measure.sign_off.requested', 'measure.signed_off', 'measure.sign_off.returned',
    'indicator.target.set', 'indicator.baseline.set', 'indicator.value.derived')
GO
CREATE TABLE ChangeFeedUnits (
    Position BIGINT       NOT NULL,
    Unit     NVARCHAR(32) {ordinal} NOT NULL,
    CONSTRAINT PK_ChangeFeedUnits PRIMARY KEY (Position, Unit),
    CONSTRAINT FK_ChangeFeedUnits_Change FOREIGN KEY (Position) REFERENCES ChangeFeed (Position)
)
GO
ALTER TABLE ReportedValueVersions ADD Hash NVARCHAR(64) NULL
GO
ALTER TABLE TargetVersions ADD Hash NVARCHAR(64) NULL
GO
ALTER TABLE MeasureVersions ADD Hash NVARCHAR(64) NULL
GO
ALTER TABLE MeasureProgress ADD Hash NVARCHAR(64) NULL
GO
ALTER TABLE RateDefinitions ADD Hash NVARCHAR(64) NULL
GO
ALTER TABLE TicketEvents ADD Ticket NVARCHAR(64) NULL
GO
ALTER TABLE TicketEvents ADD Hash NVARCHAR(64) NULL
GO
CREATE TABLE Histories (
    Name     NVARCHAR(64) {ordinal} NOT NULL PRIMARY KEY,
    Unhashed INT          NOT NULL
)
GO
INSERT INTO Histories (Name, Unhashed) SELECT 'ReportedValueVersions', COUNT(*) FROM ReportedValueVersions
GO
INSERT INTO Histories (Name, Unhashed) SELECT 'TargetVersions', COUNT(*) FROM TargetVersions
GO
INSERT INTO Histories (Name, Unhashed) SELECT 'MeasureVersions', COUNT(*) FROM MeasureVersions
GO
INSERT INTO Histories (Name, Unhashed) SELECT 'MeasureProgress', COUNT(*) FROM MeasureProgress
GO
INSERT INTO Histories (Name, Unhashed) SELECT 'RateDefinitions', COUNT(*) FROM RateDefinitions
GO
INSERT INTO Histories (Name, Unhashed) SELECT 'TicketEvents', COUNT(*) FROM TicketEvents
