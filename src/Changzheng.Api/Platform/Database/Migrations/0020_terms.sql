-- A deadline the city gives with the ticket, and days that are not working days.
ALTER TABLE Tickets ADD CityDueAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD DueCalendar BIT NULL
GO
ALTER TABLE Tickets ADD OriginalCalendar BIT NULL
GO
-- The days granted so far: what an extension's cap counts.
ALTER TABLE Tickets ADD ExtensionDays INT NULL
GO
ALTER TABLE Tickets ADD SuperviseFrom DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD SuperviseDays INT NULL
GO
ALTER TABLE Tickets ADD SuperviseDueAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD AcceptanceDays INT NULL
GO
ALTER TABLE Tickets ADD AcceptanceDueAt DATETIME2(3) NULL
