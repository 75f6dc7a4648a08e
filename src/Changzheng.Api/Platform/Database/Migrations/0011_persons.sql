-- The person behind a key. NULL on keys made before: then the key's name says who it is.
ALTER TABLE ApiKeys ADD Person NVARCHAR(100) NULL
GO
-- To whom a secret of a key was shown, and when: whoever knows a secret can act as the key's person.
CREATE TABLE KeySecrets (
    KeyId   NCHAR(32)     NOT NULL,
    Version INT           NOT NULL,
    ShownAt DATETIME2(3)  NOT NULL,
    ShownTo NVARCHAR(100) {ordinal} NOT NULL,
    CONSTRAINT PK_KeySecrets PRIMARY KEY (KeyId, Version),
    CONSTRAINT FK_KeySecrets_Key FOREIGN KEY (KeyId) REFERENCES ApiKeys (Id)
)
GO
-- The credential that recorded it, as the audit trail names it: names may be shared, ids are not.
ALTER TABLE ReportedValueVersions ADD CallerId NVARCHAR(100) {ordinal} NULL
GO
ALTER TABLE MeasureProgress ADD CallerId NVARCHAR(100) {ordinal} NULL
GO
ALTER TABLE TicketEvents ADD CallerId NVARCHAR(100) {ordinal} NULL
