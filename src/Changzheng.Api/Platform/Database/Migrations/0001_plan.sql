CREATE TABLE Units (
    Code         NVARCHAR(32)   {ordinal} NOT NULL PRIMARY KEY,
    Name         NVARCHAR(100)  NOT NULL,
    NameEn       NVARCHAR(200)  NULL,
    Kind         NVARCHAR(20)   NOT NULL,
    Parent       NVARCHAR(32)   {ordinal} NULL,
    ValidFrom    DATE           NULL,
    ValidTo      DATE           NULL,
    Predecessors {longtext}     NOT NULL,
    Aliases      {longtext}     NOT NULL,
    Assumed      BIT            NOT NULL,
    CONSTRAINT FK_Units_Parent FOREIGN KEY (Parent) REFERENCES Units (Code),
    CONSTRAINT CK_Units_Kind CHECK (Kind IN ('district', 'town', 'office', 'centre', 'neighbourhood', 'village'))
)
GO
CREATE TABLE CalendarNotices (
    NoticeYear     INT           NOT NULL PRIMARY KEY,
    DocumentNumber NVARCHAR(100) NULL,
    Source         NVARCHAR(500) NULL,
    Version        INT           NOT NULL
)
GO
CREATE TABLE CalendarDays (
    Day        DATE         NOT NULL PRIMARY KEY,
    Working    BIT          NOT NULL,
    Name       NVARCHAR(50) NOT NULL,
    NoticeYear INT          NOT NULL,
    CONSTRAINT FK_CalendarDays_Notice FOREIGN KEY (NoticeYear) REFERENCES CalendarNotices (NoticeYear)
)
GO
CREATE TABLE Plans (
    Code           NVARCHAR(64)   {ordinal} NOT NULL PRIMARY KEY,
    Title          NVARCHAR(200)  NOT NULL,
    TitleEn        NVARCHAR(300)  NULL,
    DocumentNumber NVARCHAR(100)  NOT NULL,
    IssuedOn       DATE           NOT NULL,
    PlanYear       INT            NOT NULL,
    Unit           NVARCHAR(32)   {ordinal} NOT NULL,
    YellowBehind   DECIMAL(18, 4) NOT NULL,
    RedBehind      DECIMAL(18, 4) NOT NULL,
    DueFromMonthEnd INT           NOT NULL,
    ClosedAt       DATETIME2(3)   NULL,
    ClosedBy       NVARCHAR(100)  NULL,
    Version        INT            NOT NULL,
    CONSTRAINT FK_Plans_Unit FOREIGN KEY (Unit) REFERENCES Units (Code)
)
GO
CREATE TABLE Pillars (
    PlanCode NVARCHAR(64)  {ordinal} NOT NULL,
    Number   INT           NOT NULL,
    Title    NVARCHAR(200) NOT NULL,
    TitleEn  NVARCHAR(300) NULL,
    CONSTRAINT PK_Pillars PRIMARY KEY (PlanCode, Number),
    CONSTRAINT FK_Pillars_Plan FOREIGN KEY (PlanCode) REFERENCES Plans (Code)
)
GO
CREATE TABLE Initiatives (
    PlanCode NVARCHAR(64)  {ordinal} NOT NULL,
    Code     NVARCHAR(16)  {ordinal} NOT NULL,
    Pillar   INT           NOT NULL,
    Title    NVARCHAR(200) NOT NULL,
    TitleEn  NVARCHAR(300) NULL,
    CONSTRAINT PK_Initiatives PRIMARY KEY (PlanCode, Code),
    CONSTRAINT FK_Initiatives_Pillar FOREIGN KEY (PlanCode, Pillar) REFERENCES Pillars (PlanCode, Number)
)
GO
CREATE TABLE Sentences (
    PlanCode   NVARCHAR(64)  {ordinal} NOT NULL,
    Number     INT           NOT NULL,
    Text       {longtext}    NOT NULL,
    Kind       NVARCHAR(20)  NOT NULL,
    Pillar     INT           NULL,
    Initiative NVARCHAR(16)  {ordinal} NULL,
    Reason     NVARCHAR(200) NULL,
    CONSTRAINT PK_Sentences PRIMARY KEY (PlanCode, Number),
    CONSTRAINT FK_Sentences_Plan FOREIGN KEY (PlanCode) REFERENCES Plans (Code),
    CONSTRAINT CK_Sentences_Kind CHECK (Kind IN ('preamble', 'heading', 'action', 'statement'))
)
GO
CREATE TABLE Measures (
    PlanCode   NVARCHAR(64) {ordinal} NOT NULL,
    Code       NVARCHAR(16) {ordinal} NOT NULL,
    Initiative NVARCHAR(16) {ordinal} NOT NULL,
    Kind       NVARCHAR(20) NOT NULL,
    Quote      {longtext}   NOT NULL,
    Sentence   INT          NOT NULL,
    OpenList   BIT          NOT NULL,
    Version    INT          NOT NULL,
    CONSTRAINT PK_Measures PRIMARY KEY (PlanCode, Code),
    CONSTRAINT FK_Measures_Initiative FOREIGN KEY (PlanCode, Initiative) REFERENCES Initiatives (PlanCode, Code),
    CONSTRAINT FK_Measures_Sentence FOREIGN KEY (PlanCode, Sentence) REFERENCES Sentences (PlanCode, Number)
)
GO
CREATE TABLE MeasureVersions (
    PlanCode        NVARCHAR(64)   {ordinal} NOT NULL,
    Code            NVARCHAR(16)   {ordinal} NOT NULL,
    Version         INT            NOT NULL,
    Title           NVARCHAR(200)  NOT NULL,
    TitleEn         NVARCHAR(300)  NULL,
    LeadUnit        NVARCHAR(32)   {ordinal} NULL,
    SupportingUnits {longtext}     NOT NULL,
    DueOn           DATE           NULL,
    Weight          DECIMAL(18, 4) NOT NULL,
    Assumed         BIT            NOT NULL,
    DocumentNumber  NVARCHAR(100)  NOT NULL,
    Reason          NVARCHAR(500)  NULL,
    EffectiveOn     DATE           NOT NULL,
    RecordedAt      DATETIME2(3)   NOT NULL,
    RecordedBy      NVARCHAR(100)  NOT NULL,
    CONSTRAINT PK_MeasureVersions PRIMARY KEY (PlanCode, Code, Version),
    CONSTRAINT FK_MeasureVersions_Measure FOREIGN KEY (PlanCode, Code) REFERENCES Measures (PlanCode, Code),
    CONSTRAINT FK_MeasureVersions_Lead FOREIGN KEY (LeadUnit) REFERENCES Units (Code)
)
GO
CREATE TABLE MeasureProgress (
    PlanCode    NVARCHAR(64)   {ordinal} NOT NULL,
    Code        NVARCHAR(16)   {ordinal} NOT NULL,
    Version     INT            NOT NULL,
    Action      NVARCHAR(20)   NOT NULL,
    Completion  DECIMAL(18, 4) NULL,
    Note        NVARCHAR(500)  NULL,
    Evidence    {longtext}     NOT NULL,
    EffectiveOn DATE           NOT NULL,
    RecordedAt  DATETIME2(3)   NOT NULL,
    RecordedBy  NVARCHAR(100)  NOT NULL,
    CONSTRAINT PK_MeasureProgress PRIMARY KEY (PlanCode, Code, Version),
    CONSTRAINT FK_MeasureProgress_Measure FOREIGN KEY (PlanCode, Code) REFERENCES Measures (PlanCode, Code),
    CONSTRAINT CK_MeasureProgress_Action CHECK (Action IN ('reported', 'signOffRequested', 'signedOff', 'returned'))
)
GO
CREATE TABLE Indicators (
    Code          NVARCHAR(64)  {ordinal} NOT NULL PRIMARY KEY,
    PlanCode      NVARCHAR(64)  {ordinal} NOT NULL,
    Name          NVARCHAR(200) NOT NULL,
    NameEn        NVARCHAR(300) NULL,
    Kind          NVARCHAR(20)  NOT NULL,
    UnitOfMeasure NVARCHAR(20)  NOT NULL,
    Frequency     NVARCHAR(10)  NOT NULL,
    Accumulation  NVARCHAR(10)  NOT NULL,
    Direction     NVARCHAR(10)  NOT NULL,
    Source        NVARCHAR(10)  NOT NULL,
    LeadUnit      NVARCHAR(32)  {ordinal} NULL,
    Members       {longtext}    NOT NULL,
    OpenList      BIT           NOT NULL,
    Pace          {longtext}    NOT NULL,
    Assumed       BIT           NOT NULL,
    Note          NVARCHAR(500) NULL,
    CONSTRAINT FK_Indicators_Plan FOREIGN KEY (PlanCode) REFERENCES Plans (Code),
    CONSTRAINT FK_Indicators_Lead FOREIGN KEY (LeadUnit) REFERENCES Units (Code),
    CONSTRAINT CK_Indicators_Kind CHECK (Kind IN ('growth', 'ratio', 'minimum', 'range', 'zeroEvent', 'direction', 'assigned', 'accreditation', 'rank', 'coverage')),
    CONSTRAINT CK_Indicators_Frequency CHECK (Frequency IN ('month', 'quarter', 'year'))
)
GO
CREATE INDEX IX_Indicators_Plan ON Indicators (PlanCode, Code)
GO
CREATE TABLE Citations (
    Indicator NVARCHAR(64) {ordinal} NOT NULL,
    Number    INT          NOT NULL,
    PlanCode  NVARCHAR(64) {ordinal} NOT NULL,
    Measure   NVARCHAR(16) {ordinal} NULL,
    Quote     {longtext}   NOT NULL,
    Sentence  INT          NOT NULL,
    CONSTRAINT PK_Citations PRIMARY KEY (Indicator, Number),
    CONSTRAINT FK_Citations_Indicator FOREIGN KEY (Indicator) REFERENCES Indicators (Code),
    CONSTRAINT FK_Citations_Measure FOREIGN KEY (PlanCode, Measure) REFERENCES Measures (PlanCode, Code)
)
GO
CREATE INDEX IX_Citations_Plan ON Citations (PlanCode, Measure)
GO
CREATE TABLE TargetVersions (
    Indicator      NVARCHAR(64)   {ordinal} NOT NULL,
    Kind           NVARCHAR(10)   NOT NULL,
    Version        INT            NOT NULL,
    Value          DECIMAL(18, 4) NOT NULL,
    Upper          DECIMAL(18, 4) NULL,
    Months         {longtext}     NULL,
    EffectiveOn    DATE           NOT NULL,
    DocumentNumber NVARCHAR(100)  NOT NULL,
    Note           NVARCHAR(500)  NULL,
    RecordedAt     DATETIME2(3)   NOT NULL,
    RecordedBy     NVARCHAR(100)  NOT NULL,
    CONSTRAINT PK_TargetVersions PRIMARY KEY (Indicator, Kind, Version),
    CONSTRAINT FK_TargetVersions_Indicator FOREIGN KEY (Indicator) REFERENCES Indicators (Code),
    CONSTRAINT CK_TargetVersions_Kind CHECK (Kind IN ('target', 'baseline'))
)
GO
CREATE TABLE ReportedValues (
    Indicator        NVARCHAR(64) {ordinal} NOT NULL,
    Period           NVARCHAR(7)  {ordinal} NOT NULL,
    Unit             NVARCHAR(32) {ordinal} NOT NULL,
    Version          INT          NOT NULL,
    ConfirmedVersion INT          NULL,
    CONSTRAINT PK_ReportedValues PRIMARY KEY (Indicator, Period, Unit),
    CONSTRAINT FK_ReportedValues_Indicator FOREIGN KEY (Indicator) REFERENCES Indicators (Code)
)
GO
CREATE TABLE ReportedValueVersions (
    Indicator        NVARCHAR(64)   {ordinal} NOT NULL,
    Period           NVARCHAR(7)    {ordinal} NOT NULL,
    Unit             NVARCHAR(32)   {ordinal} NOT NULL,
    Version          INT            NOT NULL,
    Action           NVARCHAR(10)   NOT NULL,
    Value            DECIMAL(18, 4) NULL,
    Numerator        DECIMAL(18, 4) NULL,
    Denominator      DECIMAL(18, 4) NULL,
    StageOn          DATE           NULL,
    Note             NVARCHAR(500)  NULL,
    Evidence         {longtext}     NOT NULL,
    ConfirmedVersion INT            NULL,
    EffectiveOn      DATE           NOT NULL,
    RecordedAt       DATETIME2(3)   NOT NULL,
    RecordedBy       NVARCHAR(100)  NOT NULL,
    CONSTRAINT PK_ReportedValueVersions PRIMARY KEY (Indicator, Period, Unit, Version),
    CONSTRAINT FK_ReportedValueVersions_Value FOREIGN KEY (Indicator, Period, Unit) REFERENCES ReportedValues (Indicator, Period, Unit),
    CONSTRAINT CK_ReportedValueVersions_Action CHECK (Action IN ('reported', 'corrected', 'confirmed', 'returned'))
)
GO
CREATE TABLE Standings (
    Indicator   NVARCHAR(64)   {ordinal} NOT NULL,
    Basis       NVARCHAR(10)   NOT NULL,
    Value       DECIMAL(18, 4) NULL,
    Numerator   DECIMAL(18, 4) NULL,
    Denominator DECIMAL(18, 4) NULL,
    Periods     {longtext}     NOT NULL,
    Version     INT            NOT NULL,
    CONSTRAINT PK_Standings PRIMARY KEY (Indicator, Basis),
    CONSTRAINT FK_Standings_Indicator FOREIGN KEY (Indicator) REFERENCES Indicators (Code)
)
GO
CREATE TABLE ChangeFeedHead (
    Id       INT    NOT NULL PRIMARY KEY,
    Position BIGINT NOT NULL
)
GO
INSERT INTO ChangeFeedHead (Id, Position) VALUES (1, 0)
GO
CREATE TABLE ChangeFeed (
    Position   BIGINT        NOT NULL PRIMARY KEY,
    Kind       NVARCHAR(60)  {ordinal} NOT NULL,
    Subject    NVARCHAR(300) NOT NULL,
    Data       {longtext}    NOT NULL,
    HappenedAt DATETIME2(3)  NOT NULL,
    HappenedBy NVARCHAR(100) NOT NULL
)
GO
CREATE TABLE ApiKeys (
    Id        NCHAR(32)     NOT NULL PRIMARY KEY,
    Prefix    NVARCHAR(16)  {ordinal} NOT NULL,
    Name      NVARCHAR(100) NOT NULL,
    Roles     {longtext}    NOT NULL,
    Unit      NVARCHAR(32)  {ordinal} NULL,
    Salt      NVARCHAR(64)  NOT NULL,
    Hash      NVARCHAR(64)  NOT NULL,
    CreatedAt DATETIME2(3)  NOT NULL,
    CreatedBy NVARCHAR(100) NOT NULL,
    ExpiresAt DATETIME2(3)  NULL,
    RevokedAt DATETIME2(3)  NULL,
    Networks  {longtext}    NOT NULL,
    Version   INT           NOT NULL,
    CONSTRAINT UQ_ApiKeys_Prefix UNIQUE (Prefix),
    CONSTRAINT FK_ApiKeys_Unit FOREIGN KEY (Unit) REFERENCES Units (Code)
)
GO
CREATE TABLE IdempotencyKeys (
    Caller     NVARCHAR(100) {ordinal} NOT NULL,
    RetryKey   NVARCHAR(255) {ordinal} NOT NULL,
    Digest     NVARCHAR(64)  NOT NULL,
    Status     INT           NULL,
    Headers    {longtext}    NULL,
    Body       {longtext}    NULL,
    RecordedAt DATETIME2(3)  NOT NULL,
    CONSTRAINT PK_IdempotencyKeys PRIMARY KEY (Caller, RetryKey)
)
GO
CREATE INDEX IX_IdempotencyKeys_RecordedAt ON IdempotencyKeys (RecordedAt)
