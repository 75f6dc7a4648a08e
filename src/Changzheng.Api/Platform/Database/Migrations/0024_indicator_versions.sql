-- What later documents changed about an indicator, from a day on; NULL where a document leaves it as it is. Every version is kept.
CREATE TABLE IndicatorVersions (
    Indicator      NVARCHAR(64)  {ordinal} NOT NULL,
    Version        INT           NOT NULL,
    Pace           {longtext}    NULL,
    Members        {longtext}    NULL,
    OpenList       BIT           NULL,
    Frequency      NVARCHAR(10)  NULL,
    FrequencyFrom  DATE          NULL,
    LeadUnit       NVARCHAR(32)  {ordinal} NULL,
    DocumentNumber NVARCHAR(100) NOT NULL,
    IssuedOn       DATE          NOT NULL,
    Quote          {longtext}    NOT NULL,
    EffectiveOn    DATE          NOT NULL,
    RecordedAt     DATETIME2(3)  NOT NULL,
    RecordedBy     NVARCHAR(100) NOT NULL,
    Hash           NVARCHAR(64)  NULL,
    CONSTRAINT PK_IndicatorVersions PRIMARY KEY (Indicator, Version),
    CONSTRAINT FK_IndicatorVersions_Indicator FOREIGN KEY (Indicator) REFERENCES Indicators (Code),
    CONSTRAINT FK_IndicatorVersions_Lead FOREIGN KEY (LeadUnit) REFERENCES Units (Code),
    CONSTRAINT CK_IndicatorVersions_Frequency CHECK (Frequency IN ('month', 'quarter', 'year'))
)
GO
INSERT INTO Histories (Name, Unhashed) VALUES ('IndicatorVersions', 0)
