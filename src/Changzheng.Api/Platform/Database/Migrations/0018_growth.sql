-- What happened to a plan's year: its closing was asked for, it was closed, it was reopened by document.
CREATE TABLE PlanClosings (
    PlanCode       NVARCHAR(64)  {ordinal} NOT NULL,
    Version        INT           NOT NULL,
    Action         NVARCHAR(10)  NOT NULL,
    DocumentNumber NVARCHAR(100) NULL,
    Reason         NVARCHAR(500) NULL,
    RecordedAt     DATETIME2(3)  NOT NULL,
    RecordedBy     NVARCHAR(100) NOT NULL,
    CallerId       NVARCHAR(100) {ordinal} NULL,
    Hash           NVARCHAR(64)  NULL,
    CONSTRAINT PK_PlanClosings PRIMARY KEY (PlanCode, Version),
    CONSTRAINT FK_PlanClosings_Plan FOREIGN KEY (PlanCode) REFERENCES Plans (Code),
    CONSTRAINT CK_PlanClosings_Action CHECK (Action IN ('requested', 'closed', 'reopened'))
)
GO
-- Years that were closed before there was a history.
INSERT INTO PlanClosings (PlanCode, Version, Action, DocumentNumber, Reason, RecordedAt, RecordedBy, CallerId, Hash)
SELECT Code, 1, 'closed', NULL, NULL, ClosedAt, COALESCE(ClosedBy, ''), NULL, NULL FROM Plans WHERE ClosedAt IS NOT NULL
GO
INSERT INTO Histories (Name, Unhashed) SELECT 'PlanClosings', COUNT(*) FROM PlanClosings
GO
-- What a later document added to a plan: a measure or an indicator, with its words. The plan's issued text stays as it is.
CREATE TABLE Additions (
    PlanCode       NVARCHAR(64)  {ordinal} NOT NULL,
    Kind           NVARCHAR(10)  NOT NULL,
    Code           NVARCHAR(64)  {ordinal} NOT NULL,
    Version        INT           NOT NULL,
    DocumentNumber NVARCHAR(100) NOT NULL,
    IssuedOn       DATE          NOT NULL,
    Quotes         {longtext}    NOT NULL,
    EffectiveOn    DATE          NOT NULL,
    RecordedAt     DATETIME2(3)  NOT NULL,
    RecordedBy     NVARCHAR(100) NOT NULL,
    Hash           NVARCHAR(64)  NULL,
    CONSTRAINT PK_Additions PRIMARY KEY (PlanCode, Kind, Code, Version),
    CONSTRAINT FK_Additions_Plan FOREIGN KEY (PlanCode) REFERENCES Plans (Code),
    CONSTRAINT CK_Additions_Kind CHECK (Kind IN ('measure', 'indicator'))
)
GO
INSERT INTO Histories (Name, Unhashed) VALUES ('Additions', 0)
GO
-- From when an indicator of a later document counts; NULL for what the plan itself says.
ALTER TABLE Indicators ADD EffectiveOn DATE NULL
