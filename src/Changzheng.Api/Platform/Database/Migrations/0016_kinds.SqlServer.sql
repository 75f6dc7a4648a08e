-- Four more kinds of promise.
ALTER TABLE Indicators DROP CONSTRAINT CK_Indicators_Kind
GO
ALTER TABLE Indicators ADD CONSTRAINT CK_Indicators_Kind CHECK (Kind IN ('growth', 'ratio', 'minimum', 'range', 'zeroEvent', 'direction', 'assigned', 'accreditation', 'rank', 'coverage', 'maximum', 'hold', 'relative', 'pointsChange'))
