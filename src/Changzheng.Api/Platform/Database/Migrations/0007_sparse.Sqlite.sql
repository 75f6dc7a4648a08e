-- Most tickets of most years have none of these: an entry that says so in an index costs as much as one that says something.
DROP INDEX IX_Tickets_Neighbourhood
GO
CREATE INDEX IX_Tickets_Neighbourhood ON Tickets (Neighbourhood, RegisteredAt, Number) WHERE Neighbourhood IS NOT NULL
GO
DROP INDEX IX_Tickets_OpenDueAt
GO
CREATE INDEX IX_Tickets_OpenDueAt ON Tickets (OpenDueAt, Number) WHERE OpenDueAt IS NOT NULL
GO
DROP INDEX IX_Tickets_NextDueAt
GO
CREATE INDEX IX_Tickets_NextDueAt ON Tickets (NextDueAt, Number) WHERE NextDueAt IS NOT NULL
GO
DROP INDEX IX_Tickets_ExternalNumber
GO
CREATE INDEX IX_Tickets_ExternalNumber ON Tickets (ExternalNumber, RegisteredAt) WHERE ExternalNumber IS NOT NULL
