-- What closing takes, by channel: callback, verification, acceptanceNotice, reply, rating. NULL: reply and rating, as before.
ALTER TABLE Channels ADD Closing NVARCHAR(200) NULL
GO
UPDATE Channels SET Closing = '["callback","reply","rating"]' WHERE Code = 'hotline12345'
GO
UPDATE Channels SET Closing = '["verification"]' WHERE Code = 'grid'
GO
UPDATE Channels SET Closing = '["acceptanceNotice","reply","rating"]' WHERE Code = 'petition'
GO
-- The last callback since it was submitted that was not the unit's own, and whether any of them reached the citizen.
ALTER TABLE Tickets ADD CalledBackAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD CallbackReached BIT NULL
GO
ALTER TABLE Tickets ADD VerifiedAt DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD NoticedAt DATETIME2(3) NULL
