CREATE TABLE Imports (
    Id            NVARCHAR(32)  {ordinal} NOT NULL PRIMARY KEY,
    Kind          NVARCHAR(40)  {ordinal} NOT NULL,
    Mode          NVARCHAR(10)  NOT NULL,
    OnConflict    NVARCHAR(10)  NOT NULL,
    OnError       NVARCHAR(10)  NOT NULL,
    Format        NVARCHAR(10)  NOT NULL,
    Charset       NVARCHAR(40)  NULL,
    FileName      NVARCHAR(200) NULL,
    FileOf        NVARCHAR(32)  {ordinal} NOT NULL,
    FileBytes     BIGINT        NOT NULL,
    FileDigest    NVARCHAR(64)  NOT NULL,
    Shown         NVARCHAR(64)  NULL,
    Language      NVARCHAR(10)  NOT NULL,
    Caller        {longtext}    NOT NULL,
    CallerId      NVARCHAR(100) {ordinal} NOT NULL,
    CreatedAt     DATETIME2(3)  NOT NULL,
    CreatedBy     NVARCHAR(100) NOT NULL,
    State         NVARCHAR(10)  NOT NULL,
    Attempts      INT           NOT NULL,
    Worker        NVARCHAR(32)  {ordinal} NULL,
    LeaseUntil    DATETIME2(3)  NULL,
    CancelAsked   BIT           NOT NULL,
    StartedAt     DATETIME2(3)  NULL,
    FinishedAt    DATETIME2(3)  NULL,
    Progress      DECIMAL(18, 4) NOT NULL,
    RowsRead      INT           NOT NULL,
    RowsCreated   INT           NOT NULL,
    RowsUpdated   INT           NOT NULL,
    RowsUnchanged INT           NOT NULL,
    RowsSkipped   INT           NOT NULL,
    RowsRejected  INT           NOT NULL,
    Code          NVARCHAR(60)  NULL,
    Detail        {longtext}    NULL,
    CONSTRAINT CK_Imports_Mode CHECK (Mode IN ('check', 'apply')),
    CONSTRAINT CK_Imports_State CHECK (State IN ('queued', 'running', 'done', 'failed', 'cancelled'))
)
GO
CREATE INDEX IX_Imports_Caller ON Imports (CallerId, Id)
GO
CREATE INDEX IX_Imports_State ON Imports (State, Id)
GO
CREATE TABLE ImportFiles (
    Import NVARCHAR(32)    {ordinal} NOT NULL,
    Number INT             NOT NULL,
    Bytes  VARBINARY(8000) NOT NULL,
    CONSTRAINT PK_ImportFiles PRIMARY KEY (Import, Number),
    CONSTRAINT FK_ImportFiles_Import FOREIGN KEY (Import) REFERENCES Imports (Id)
)
GO
CREATE TABLE ImportVerdicts (
    Import     NVARCHAR(32)  {ordinal} NOT NULL,
    Number     INT           NOT NULL,
    RowNumber  INT           NOT NULL,
    Outcome    NVARCHAR(10)  NOT NULL,
    ColumnName NVARCHAR(64)  NULL,
    CellText   {longtext}    NULL,
    Code       NVARCHAR(60)  NULL,
    Message    {longtext}    NULL,
    Proposal   {longtext}    NULL,
    Cells      {longtext}    NULL,
    CONSTRAINT PK_ImportVerdicts PRIMARY KEY (Import, Number),
    CONSTRAINT FK_ImportVerdicts_Import FOREIGN KEY (Import) REFERENCES Imports (Id),
    CONSTRAINT CK_ImportVerdicts_Outcome CHECK (Outcome IN ('created', 'updated', 'unchanged', 'skipped', 'rejected'))
)
GO
CREATE INDEX IX_ImportVerdicts_Outcome ON ImportVerdicts (Import, Outcome, Number)
