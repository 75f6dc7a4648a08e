-- What a board needs in order not to mislead: which promises are red lines, how far the data reach, when reports came.
ALTER TABLE Contributions ADD RedLine BIT NULL
GO
ALTER TABLE Contributions ADD Through DATE NULL
GO
ALTER TABLE Contributions ADD Frequency NVARCHAR(10) NULL
GO
ALTER TABLE Standings ADD Reports {longtext} NULL
GO
ALTER TABLE TargetVersions ADD Stretch DECIMAL(18, 4) NULL
GO
ALTER TABLE Indicators ADD Whole BIT NULL
GO
ALTER TABLE Indicators ADD Tolerance DECIMAL(18, 4) NULL
GO
-- The plan's rules as data; NULL where a plan from before them says nothing, and the usual rule holds.
ALTER TABLE Plans ADD MinimumKnownShare DECIMAL(18, 4) NULL
GO
ALTER TABLE Plans ADD ProgressScale {longtext} NULL
GO
ALTER TABLE Plans ADD StageScale {longtext} NULL
GO
ALTER TABLE Plans ADD ProgressFrequency NVARCHAR(10) NULL
