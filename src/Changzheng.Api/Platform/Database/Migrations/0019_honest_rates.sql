-- What a rate judges by, where it is not what was said: a late entry is judged by when it was recorded, the first closing counts, a deadline that has passed stays passed.
ALTER TABLE Tickets ADD LateEntry BIT NULL
GO
ALTER TABLE Tickets ADD DispatchDays INT NULL
GO
ALTER TABLE Tickets ADD DispatchDueAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD DispatchJudgedAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD RegisteredDueAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD ContactJudgedAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD CountedContactDueAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD ExcusedAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD SubmitJudgedAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD FirstClosedAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD CloseJudgedAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD CountedDueAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD LateClosing BIT NULL
GO
ALTER TABLE Tickets ADD CountedContacted BIT NULL
GO
ALTER TABLE Tickets ADD CountedResolved BIT NULL
GO
ALTER TABLE Tickets ADD CountedResolution NVARCHAR(10) NULL
GO
ALTER TABLE Tickets ADD CountedSatisfaction NVARCHAR(20) NULL
GO
ALTER TABLE Tickets ADD SetAsideAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD VoidAsked BIT NULL
GO
ALTER TABLE Tickets ADD SuspensionAsked DATE NULL
GO
-- Computed: when it was first closed, as judged. The month of a closing goes by it.
ALTER TABLE Tickets ADD ClosedCohortAt DATETIME2(3) NULL
GO
UPDATE Tickets SET ClosedCohortAt = ClosedAt WHERE ClosedAt IS NOT NULL
GO
CREATE INDEX IX_Tickets_ClosedCohortAt ON Tickets (Channel, ClosedCohortAt, Number)
GO
ALTER TABLE TicketEvents ADD LateEntry BIT NULL
GO
CREATE INDEX IX_TicketEvents_LateEntry ON TicketEvents (LateEntry, RecordedAt, Number, Version)
GO
-- How many working days after it happened an event may be recorded.
ALTER TABLE Channels ADD GraceDays INT NULL
GO
UPDATE Channels SET GraceDays = 1
GO
-- In place of DeadlineRules, whose check on stages SQLite cannot change; that table is left empty. One of the two numbers of days is given.
CREATE TABLE StageTerms (
    Code         NVARCHAR(64)  {ordinal} NOT NULL PRIMARY KEY,
    Channel      NVARCHAR(20)  {ordinal} NOT NULL,
    Type         NVARCHAR(20)  {ordinal} NULL,
    Urgency      NVARCHAR(10)  NULL,
    Stage        NVARCHAR(20)  NOT NULL,
    WorkingDays  INT           NULL,
    CalendarDays INT           NULL,
    WarnHours    {longtext}    NOT NULL,
    Basis        NVARCHAR(300) NOT NULL,
    Source       NVARCHAR(500) NULL,
    Assumed      BIT           NOT NULL,
    CONSTRAINT FK_StageTerms_Channel FOREIGN KEY (Channel) REFERENCES Channels (Code)
)
GO
INSERT INTO StageTerms (Code, Channel, Type, Urgency, Stage, WorkingDays, WarnHours, Basis, Source, Assumed)
SELECT Code, Channel, Type, Urgency, Stage, WorkingDays, WarnHours, Basis, Source, Assumed FROM DeadlineRules
GO
DELETE FROM DeadlineRules
