-- What an import keeps of its file is sealed from here on. What was kept in the clear goes, and with it the imports that were still to be done.
UPDATE Imports SET State = 'cancelled', FinishedAt = CreatedAt WHERE State IN ('queued', 'running')
GO
DELETE FROM ImportFiles
GO
ALTER TABLE Imports DROP COLUMN FileName
GO
ALTER TABLE Imports DROP COLUMN Detail
GO
ALTER TABLE Imports ADD FileKey NVARCHAR(400) NULL
GO
ALTER TABLE Imports ADD SealedName {longtext} NULL
GO
ALTER TABLE Imports ADD SealedDetail {longtext} NULL
GO
ALTER TABLE Imports ADD Deaths INT NOT NULL DEFAULT 0
GO
ALTER TABLE ImportVerdicts DROP COLUMN CellText
GO
ALTER TABLE ImportVerdicts DROP COLUMN Message
GO
ALTER TABLE ImportVerdicts DROP COLUMN Proposal
GO
ALTER TABLE ImportVerdicts DROP COLUMN Cells
GO
ALTER TABLE ImportVerdicts ADD Sealed {longtext} NULL
