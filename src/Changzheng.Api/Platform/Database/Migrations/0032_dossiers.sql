-- 一事一档: what carries measures out, one dossier a thing: a project, a rollout and its members, a campaign and its
-- findings. How it stands is the newest row of its history.
CREATE TABLE Dossiers (
    Kind     NVARCHAR(20)  {ordinal} NOT NULL,
    Code     NVARCHAR(80)  {ordinal} NOT NULL,
    Parent   NVARCHAR(80)  {ordinal} NULL,
    PlanCode NVARCHAR(64)  {ordinal} NOT NULL,
    Version  INT           NOT NULL,
    Title    NVARCHAR(200) NOT NULL,
    Unit     NVARCHAR(32)  {ordinal} NULL,
    Status   NVARCHAR(30)  {ordinal} NOT NULL,
    DueOn    DATE          NULL,
    CONSTRAINT PK_Dossiers PRIMARY KEY (Kind, Code),
    CONSTRAINT FK_Dossiers_Plan FOREIGN KEY (PlanCode) REFERENCES Plans (Code)
)
GO
CREATE INDEX IX_Dossiers_Parent ON Dossiers (Kind, Parent, Code)
GO
CREATE INDEX IX_Dossiers_Plan ON Dossiers (Kind, PlanCode, Code)
GO
CREATE TABLE DossierHistory (
    Kind        NVARCHAR(20)  {ordinal} NOT NULL,
    Code        NVARCHAR(80)  {ordinal} NOT NULL,
    Version     INT           NOT NULL,
    Parent      NVARCHAR(80)  {ordinal} NULL,
    Action      NVARCHAR(40)  NOT NULL,
    Said        {longtext}    NOT NULL,
    State       {longtext}    NOT NULL,
    EffectiveOn DATE          NOT NULL,
    RecordedAt  DATETIME2(3)  NOT NULL,
    RecordedBy  NVARCHAR(100) NOT NULL,
    CallerId    NVARCHAR(100) NULL,
    Hash        NVARCHAR(64)  NULL,
    CONSTRAINT PK_DossierHistory PRIMARY KEY (Kind, Code, Version),
    CONSTRAINT FK_DossierHistory_Dossier FOREIGN KEY (Kind, Code) REFERENCES Dossiers (Kind, Code)
)
GO
CREATE INDEX IX_DossierHistory_Parent ON DossierHistory (Kind, Parent, Code)
GO
INSERT INTO Histories (Name, Unhashed) VALUES ('DossierHistory', 0)
