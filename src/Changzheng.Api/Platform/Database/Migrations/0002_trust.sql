ALTER TABLE ApiKeys ADD Scopes {longtext} NULL
GO
ALTER TABLE ApiKeys ADD FormerSalt NVARCHAR(64) NULL
GO
ALTER TABLE ApiKeys ADD FormerHash NVARCHAR(64) NULL
GO
ALTER TABLE ApiKeys ADD FormerUntil DATETIME2(3) NULL
GO
CREATE TABLE AuditHead (
    Id             INT          NOT NULL PRIMARY KEY,
    Position       BIGINT       NOT NULL,
    Hash           NVARCHAR(64) NOT NULL,
    PurgedPosition BIGINT       NOT NULL,
    PurgedHash     NVARCHAR(64) NOT NULL
)
GO
INSERT INTO AuditHead (Id, Position, Hash, PurgedPosition, PurgedHash) VALUES (1, 0, '', 0, '')
GO
CREATE TABLE AuditTrail (
    Position     BIGINT        NOT NULL PRIMARY KEY,
    RecordedAt   DATETIME2(3)  NOT NULL,
    Caller       NVARCHAR(100) {ordinal} NOT NULL,
    CallerId     NVARCHAR(100) {ordinal} NOT NULL,
    Action       NVARCHAR(60)  {ordinal} NOT NULL,
    Outcome      NVARCHAR(10)  NOT NULL,
    Method       NVARCHAR(10)  NOT NULL,
    Path         NVARCHAR(300) NOT NULL,
    Status       INT           NOT NULL,
    Code         NVARCHAR(60)  {ordinal} NULL,
    Address      NVARCHAR(45)  NOT NULL,
    TraceId      NVARCHAR(64)  NOT NULL,
    Detail       {longtext}    NULL,
    PreviousHash NVARCHAR(64)  NOT NULL,
    Hash         NVARCHAR(64)  NOT NULL,
    CONSTRAINT CK_AuditTrail_Outcome CHECK (Outcome IN ('done', 'refused', 'read'))
)
GO
CREATE INDEX IX_AuditTrail_RecordedAt ON AuditTrail (RecordedAt, Position)
GO
ALTER TABLE IdempotencyKeys ADD Sealed BIT NULL
