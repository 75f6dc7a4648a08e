CREATE TABLE Undertakings (
    PlanCode       NVARCHAR(64) {ordinal} NOT NULL,
    Measure        NVARCHAR(16) {ordinal} NOT NULL,
    Kind           NVARCHAR(20) {ordinal} NOT NULL,
    UndertakingKey NVARCHAR(80) {ordinal} NOT NULL,
    Version        INT          NOT NULL,
    Rules          INT          NOT NULL,
    CONSTRAINT PK_Undertakings PRIMARY KEY (PlanCode, Measure, Kind, UndertakingKey),
    CONSTRAINT FK_Undertakings_Measure FOREIGN KEY (PlanCode, Measure) REFERENCES Measures (PlanCode, Code)
)
GO
CREATE TABLE Contributions (
    PlanCode       NVARCHAR(64)   {ordinal} NOT NULL,
    Measure        NVARCHAR(16)   {ordinal} NOT NULL,
    Kind           NVARCHAR(20)   {ordinal} NOT NULL,
    UndertakingKey NVARCHAR(80)   {ordinal} NOT NULL,
    Basis          NVARCHAR(10)   {ordinal} NOT NULL,
    EffectiveOn    DATE           NOT NULL,
    Version        INT            NOT NULL,
    Title          NVARCHAR(200)  NOT NULL,
    TitleEn        NVARCHAR(300)  NULL,
    Url            NVARCHAR(300)  NOT NULL,
    Completion     DECIMAL(18, 4) NULL,
    Kept           BIT            NULL,
    Weight         DECIMAL(18, 4) NOT NULL,
    Pace           {longtext}     NULL,
    DueOn          DATE           NULL,
    Alarms         {longtext}     NOT NULL,
    Facts          {longtext}     NOT NULL,
    Evidence       NVARCHAR(20)   NOT NULL,
    Rules          INT            NOT NULL,
    RecordedAt     DATETIME2(3)   NOT NULL,
    RecordedBy     NVARCHAR(100)  NOT NULL,
    Hash           NVARCHAR(64)   NULL,
    CONSTRAINT PK_Contributions PRIMARY KEY (PlanCode, Measure, Kind, UndertakingKey, Basis, EffectiveOn, Version),
    CONSTRAINT FK_Contributions_Undertaking FOREIGN KEY (PlanCode, Measure, Kind, UndertakingKey) REFERENCES Undertakings (PlanCode, Measure, Kind, UndertakingKey),
    CONSTRAINT CK_Contributions_Basis CHECK (Basis IN ('reported', 'confirmed')),
    CONSTRAINT CK_Contributions_Evidence CHECK (Evidence IN ('measured', 'confirmed', 'selfReported'))
)
GO
INSERT INTO Histories (Name, Unhashed) VALUES ('Contributions', 0)
GO
-- Where the feed stood when a subject was last changed: what is kept in memory of it is keyed on it.
CREATE TABLE ChangeMarks (
    Subject  NVARCHAR(300) {ordinal} NOT NULL PRIMARY KEY,
    Position BIGINT        NOT NULL
)
GO
-- Which of the town's own records an indicator is worked out from; until now the end of its code said so.
ALTER TABLE Indicators ADD DerivedFrom NVARCHAR(60) {ordinal} NULL
GO
UPDATE Indicators SET DerivedFrom = 'hotline.firstContact' WHERE Source = 'derived' AND Code = CONCAT(REPLACE(Code, '-hotline-first-contact', ''), '-hotline-first-contact')
GO
UPDATE Indicators SET DerivedFrom = 'hotline.onTimeClosing' WHERE Source = 'derived' AND Code = CONCAT(REPLACE(Code, '-hotline-on-time-closing', ''), '-hotline-on-time-closing')
GO
UPDATE Indicators SET DerivedFrom = 'hotline.resolution' WHERE Source = 'derived' AND Code = CONCAT(REPLACE(Code, '-hotline-resolution', ''), '-hotline-resolution')
GO
UPDATE Indicators SET DerivedFrom = 'hotline.satisfaction' WHERE Source = 'derived' AND Code = CONCAT(REPLACE(Code, '-hotline-satisfaction', ''), '-hotline-satisfaction')
