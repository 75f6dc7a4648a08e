-- 预计: whether a measure will be done, as its units foresaw it; every version is kept.
CREATE TABLE MeasureForecasts (
    PlanCode    NVARCHAR(64)  {ordinal} NOT NULL,
    Code        NVARCHAR(16)  {ordinal} NOT NULL,
    Version     INT           NOT NULL,
    Outlook     NVARCHAR(12)  NOT NULL,
    Reason      NVARCHAR(500) NULL,
    Remedy      NVARCHAR(500) NULL,
    EffectiveOn DATE          NOT NULL,
    RecordedAt  DATETIME2(3)  NOT NULL,
    RecordedBy  NVARCHAR(100) NOT NULL,
    Hash        NVARCHAR(64)  NULL,
    CONSTRAINT PK_MeasureForecasts PRIMARY KEY (PlanCode, Code, Version),
    CONSTRAINT FK_MeasureForecasts_Measure FOREIGN KEY (PlanCode, Code) REFERENCES Measures (PlanCode, Code),
    CONSTRAINT CK_MeasureForecasts_Outlook CHECK (Outlook IN ('certain', 'possible', 'impossible'))
)
GO
INSERT INTO Histories (Name, Unhashed) VALUES ('MeasureForecasts', 0)
