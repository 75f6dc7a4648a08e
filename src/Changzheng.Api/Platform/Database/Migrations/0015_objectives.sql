-- 主要目标: the sentences of a plan that state its headline objectives, each with its gloss. Beside Sentences, because SQLite cannot change the check on their kinds.
CREATE TABLE Objectives (
    PlanCode NVARCHAR(64)  {ordinal} NOT NULL,
    Number   INT           NOT NULL,
    Sentence INT           NOT NULL,
    TextEn   NVARCHAR(300) NULL,
    CONSTRAINT PK_Objectives PRIMARY KEY (PlanCode, Number),
    CONSTRAINT UQ_Objectives_Sentence UNIQUE (PlanCode, Sentence),
    CONSTRAINT FK_Objectives_Sentence FOREIGN KEY (PlanCode, Sentence) REFERENCES Sentences (PlanCode, Number)
)
GO
-- Where the text promises a measure once more. Its first place is in Measures.
CREATE TABLE MeasureCitations (
    PlanCode NVARCHAR(64) {ordinal} NOT NULL,
    Code     NVARCHAR(16) {ordinal} NOT NULL,
    Number   INT          NOT NULL,
    Quote    {longtext}   NOT NULL,
    Sentence INT          NOT NULL,
    CONSTRAINT PK_MeasureCitations PRIMARY KEY (PlanCode, Code, Number),
    CONSTRAINT FK_MeasureCitations_Measure FOREIGN KEY (PlanCode, Code) REFERENCES Measures (PlanCode, Code),
    CONSTRAINT FK_MeasureCitations_Sentence FOREIGN KEY (PlanCode, Sentence) REFERENCES Sentences (PlanCode, Number)
)
