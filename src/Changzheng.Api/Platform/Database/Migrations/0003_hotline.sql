CREATE TABLE Secrets (
    Name   NVARCHAR(64) {ordinal} NOT NULL PRIMARY KEY,
    Sealed {longtext}   NOT NULL
)
GO
CREATE TABLE Channels (
    Code       NVARCHAR(20)  {ordinal} NOT NULL PRIMARY KEY,
    Name       NVARCHAR(50)  NOT NULL,
    NameEn     NVARCHAR(100) NOT NULL,
    RepeatDays INT           NOT NULL,
    Basis      NVARCHAR(300) NOT NULL,
    Assumed    BIT           NOT NULL
)
GO
CREATE TABLE TicketTypes (
    Channel NVARCHAR(20)  {ordinal} NOT NULL,
    Code    NVARCHAR(20)  {ordinal} NOT NULL,
    Name    NVARCHAR(50)  NOT NULL,
    NameEn  NVARCHAR(100) NOT NULL,
    CONSTRAINT PK_TicketTypes PRIMARY KEY (Channel, Code),
    CONSTRAINT FK_TicketTypes_Channel FOREIGN KEY (Channel) REFERENCES Channels (Code)
)
GO
CREATE TABLE DeadlineRules (
    Code        NVARCHAR(64)  {ordinal} NOT NULL PRIMARY KEY,
    Channel     NVARCHAR(20)  {ordinal} NOT NULL,
    Type        NVARCHAR(20)  {ordinal} NULL,
    Urgency     NVARCHAR(10)  NULL,
    Stage       NVARCHAR(10)  NOT NULL,
    WorkingDays INT           NOT NULL,
    WarnHours   {longtext}    NOT NULL,
    Basis       NVARCHAR(300) NOT NULL,
    Source      NVARCHAR(500) NULL,
    Assumed     BIT           NOT NULL,
    CONSTRAINT FK_DeadlineRules_Channel FOREIGN KEY (Channel) REFERENCES Channels (Code),
    CONSTRAINT CK_DeadlineRules_Stage CHECK (Stage IN ('contact', 'handling', 'rework', 'complex', 'return'))
)
GO
CREATE TABLE TicketCategories (
    Code    NVARCHAR(64)  {ordinal} NOT NULL PRIMARY KEY,
    Scheme  NVARCHAR(50)  NOT NULL,
    Name    NVARCHAR(100) NOT NULL,
    NameEn  NVARCHAR(200) NULL,
    Assumed BIT           NOT NULL
)
GO
CREATE TABLE CategoryTies (
    Category NVARCHAR(64)  {ordinal} NOT NULL,
    PlanCode NVARCHAR(64)  {ordinal} NOT NULL,
    Measure  NVARCHAR(16)  {ordinal} NOT NULL,
    Assumed  BIT           NOT NULL,
    CONSTRAINT PK_CategoryTies PRIMARY KEY (PlanCode, Measure, Category),
    CONSTRAINT FK_CategoryTies_Category FOREIGN KEY (Category) REFERENCES TicketCategories (Code),
    CONSTRAINT FK_CategoryTies_Measure FOREIGN KEY (PlanCode, Measure) REFERENCES Measures (PlanCode, Code)
)
GO
CREATE TABLE RateDefinitions (
    Code       NVARCHAR(32)  {ordinal} NOT NULL,
    Version    INT           NOT NULL,
    Title      NVARCHAR(100) NOT NULL,
    TitleEn    NVARCHAR(200) NOT NULL,
    Terms      {longtext}    NOT NULL,
    Basis      NVARCHAR(500) NOT NULL,
    Assumed    BIT           NOT NULL,
    RecordedAt DATETIME2(3)  NOT NULL,
    RecordedBy NVARCHAR(100) NOT NULL,
    CONSTRAINT PK_RateDefinitions PRIMARY KEY (Code, Version)
)
GO
CREATE TABLE Tickets (
    Number            NVARCHAR(40)  {ordinal} NOT NULL PRIMARY KEY,
    Channel           NVARCHAR(20)  {ordinal} NOT NULL,
    Type              NVARCHAR(20)  {ordinal} NOT NULL,
    Urgency           NVARCHAR(10)  NOT NULL,
    Category          NVARCHAR(64)  {ordinal} NULL,
    Subject           NVARCHAR(200) NOT NULL,
    ReporterName      NVARCHAR(100) NULL,
    ReporterPhone     NVARCHAR(40)  NULL,
    Address           NVARCHAR(300) NULL,
    Neighbourhood     NVARCHAR(32)  {ordinal} NULL,
    Unit              NVARCHAR(32)  {ordinal} NULL,
    CountedUnit       NVARCHAR(32)  {ordinal} NULL,
    Status            NVARCHAR(10)  NOT NULL,
    StatusBefore      NVARCHAR(10)  NULL,
    ExternalNumber    NVARCHAR(64)  {ordinal} NULL,
    PhoneHash         NVARCHAR(64)  {ordinal} NULL,
    PlaceHash         NVARCHAR(64)  {ordinal} NULL,
    ContentHash       NVARCHAR(64)  {ordinal} NOT NULL,
    RegisteredAt      DATETIME2(3)  NOT NULL,
    DispatchedAt      DATETIME2(3)  NULL,
    AcceptedAt        DATETIME2(3)  NULL,
    ContactFrom       DATETIME2(3)  NULL,
    ContactDays       INT           NULL,
    ContactDueAt      DATETIME2(3)  NULL,
    ContactedAt       DATETIME2(3)  NULL,
    NotContacted      NVARCHAR(20)  NULL,
    DueFrom           DATETIME2(3)  NOT NULL,
    DueDays           INT           NOT NULL,
    DueAt             DATETIME2(3)  NOT NULL,
    OriginalFrom      DATETIME2(3)  NOT NULL,
    OriginalDays      INT           NOT NULL,
    OriginalDueAt     DATETIME2(3)  NOT NULL,
    Provisional       BIT           NOT NULL,
    OpenDueAt         DATETIME2(3)  NULL,
    NextDueAt         DATETIME2(3)  NULL,
    SubmittedAt       DATETIME2(3)  NULL,
    ClosedAt          DATETIME2(3)  NULL,
    ClaimedResolution NVARCHAR(10)  NULL,
    CitizenContacted  BIT           NULL,
    CitizenResolved   BIT           NULL,
    Resolution        NVARCHAR(10)  NULL,
    Satisfaction      NVARCHAR(20)  NULL,
    Disputed          BIT           NOT NULL,
    RepeatOf          NVARCHAR(40)  {ordinal} NULL,
    Returns           INT           NOT NULL,
    ReturnedBy        {longtext}    NOT NULL,
    Extensions        INT           NOT NULL,
    ExtensionAsked    INT           NULL,
    Reworks           INT           NOT NULL,
    Supervisions      INT           NOT NULL,
    SuspendedAt       DATETIME2(3)  NULL,
    ReviewOn          DATE          NULL,
    LastAt            DATETIME2(3)  NOT NULL,
    Version           INT           NOT NULL,
    CONSTRAINT FK_Tickets_Channel FOREIGN KEY (Channel) REFERENCES Channels (Code),
    CONSTRAINT FK_Tickets_Unit FOREIGN KEY (Unit) REFERENCES Units (Code),
    CONSTRAINT FK_Tickets_CountedUnit FOREIGN KEY (CountedUnit) REFERENCES Units (Code),
    CONSTRAINT FK_Tickets_Neighbourhood FOREIGN KEY (Neighbourhood) REFERENCES Units (Code),
    CONSTRAINT CK_Tickets_Status CHECK (Status IN ('registered', 'dispatched', 'accepted', 'handling', 'submitted', 'closed', 'returned', 'suspended', 'voided'))
)
GO
CREATE INDEX IX_Tickets_RegisteredAt ON Tickets (RegisteredAt, Number)
GO
CREATE INDEX IX_Tickets_Channel ON Tickets (Channel, RegisteredAt, Number)
GO
CREATE INDEX IX_Tickets_ClosedAt ON Tickets (Channel, ClosedAt, Number)
GO
CREATE INDEX IX_Tickets_Status ON Tickets (Status, RegisteredAt, Number)
GO
CREATE INDEX IX_Tickets_Unit ON Tickets (Unit, RegisteredAt, Number)
GO
CREATE INDEX IX_Tickets_CountedUnit ON Tickets (CountedUnit, RegisteredAt, Number)
GO
CREATE INDEX IX_Tickets_Neighbourhood ON Tickets (Neighbourhood, RegisteredAt, Number)
GO
CREATE INDEX IX_Tickets_Category ON Tickets (Category, RegisteredAt, Number)
GO
CREATE INDEX IX_Tickets_OpenDueAt ON Tickets (OpenDueAt, Number)
GO
CREATE INDEX IX_Tickets_NextDueAt ON Tickets (NextDueAt, Number)
GO
CREATE INDEX IX_Tickets_Disputed ON Tickets (Disputed, RegisteredAt, Number)
GO
CREATE INDEX IX_Tickets_PhoneHash ON Tickets (PhoneHash, RegisteredAt)
GO
CREATE INDEX IX_Tickets_PlaceHash ON Tickets (PlaceHash, RegisteredAt)
GO
CREATE INDEX IX_Tickets_ExternalNumber ON Tickets (ExternalNumber, RegisteredAt)
GO
CREATE TABLE TicketTexts (
    Number      NVARCHAR(40) {ordinal} NOT NULL PRIMARY KEY,
    Description {longtext}   NULL,
    Sealed      {longtext}   NOT NULL,
    CONSTRAINT FK_TicketTexts_Ticket FOREIGN KEY (Number) REFERENCES Tickets (Number)
)
GO
CREATE TABLE TicketEvents (
    Number     NVARCHAR(40)  {ordinal} NOT NULL,
    Version    INT           NOT NULL,
    Action     NVARCHAR(20)  NOT NULL,
    FromStatus NVARCHAR(10)  NULL,
    ToStatus   NVARCHAR(10)  NOT NULL,
    Unit       NVARCHAR(32)  {ordinal} NULL,
    DueAt      DATETIME2(3)  NOT NULL,
    At         DATETIME2(3)  NOT NULL,
    RecordedAt DATETIME2(3)  NOT NULL,
    RecordedBy NVARCHAR(100) NOT NULL,
    Said       {longtext}    NOT NULL,
    Sealed     {longtext}    NULL,
    CONSTRAINT PK_TicketEvents PRIMARY KEY (Number, Version),
    CONSTRAINT FK_TicketEvents_Ticket FOREIGN KEY (Number) REFERENCES Tickets (Number)
)
GO
CREATE TABLE TicketRepeats (
    Number     NVARCHAR(40)  {ordinal} NOT NULL,
    Earlier    NVARCHAR(40)  {ordinal} NOT NULL,
    Because    NVARCHAR(20)  NOT NULL,
    ProposedAt DATETIME2(3)  NOT NULL,
    Standing   NVARCHAR(10)  NOT NULL,
    DecidedAt  DATETIME2(3)  NULL,
    DecidedBy  NVARCHAR(100) NULL,
    CONSTRAINT PK_TicketRepeats PRIMARY KEY (Number, Earlier),
    CONSTRAINT FK_TicketRepeats_Ticket FOREIGN KEY (Number) REFERENCES Tickets (Number),
    CONSTRAINT FK_TicketRepeats_Earlier FOREIGN KEY (Earlier) REFERENCES Tickets (Number),
    CONSTRAINT CK_TicketRepeats_Standing CHECK (Standing IN ('proposed', 'confirmed', 'refused'))
)
GO
CREATE INDEX IX_TicketRepeats_Standing ON TicketRepeats (Standing, ProposedAt, Number, Earlier)
GO
CREATE TABLE HotlineDerivations (
    Id      INT          NOT NULL PRIMARY KEY,
    Through DATETIME2(3) NOT NULL
)
