-- How many tickets of a month came out alike in all rates of a definition, kept as the tickets change: all of them together, by unit, by neighbourhood and by category.
CREATE TABLE HotlineCounts (
    Definition NVARCHAR(50)  {ordinal} NOT NULL,
    Channel    NVARCHAR(20)  {ordinal} NOT NULL,
    ToldBy     NVARCHAR(15)  {ordinal} NOT NULL,
    Month      NVARCHAR(7)   {ordinal} NOT NULL,
    GroupKey   NVARCHAR(64)  {ordinal} NOT NULL,
    Outcomes   NVARCHAR(150) {ordinal} NOT NULL,
    Tickets    INT           NOT NULL,
    CONSTRAINT PK_HotlineCounts PRIMARY KEY (Definition, Channel, ToldBy, Month, GroupKey, Outcomes)
)
GO
-- The tickets that come out otherwise once TurnsAt has passed, though nothing is done with them, and what the rates read of them.
CREATE TABLE HotlineTurns (
    Number  NVARCHAR(40) {ordinal} NOT NULL PRIMARY KEY,
    Channel NVARCHAR(20) {ordinal} NOT NULL,
    TurnsAt DATETIME2(3) NOT NULL,
    Facts   {longtext}   NOT NULL
)
GO
CREATE INDEX IX_HotlineTurns_TurnsAt ON HotlineTurns (TurnsAt, Number)
GO
-- The counts are as of Through; Was is the instant before the last change of them, Serial their version, Definitions whose they are: NULL until they are first counted.
ALTER TABLE HotlineDerivations ADD Was DATETIME2(3) NULL
GO
ALTER TABLE HotlineDerivations ADD Serial INT NULL
GO
ALTER TABLE HotlineDerivations ADD Definitions {longtext} NULL
