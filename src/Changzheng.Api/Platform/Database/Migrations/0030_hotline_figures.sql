-- Figures of the hotline's rules that belong to no channel and no definition.
CREATE TABLE HotlineFigures (
    Code    NVARCHAR(40)  {ordinal} NOT NULL PRIMARY KEY,
    Figure  INT           NOT NULL,
    Basis   NVARCHAR(300) NOT NULL,
    Assumed BIT           NOT NULL
)
GO
INSERT INTO HotlineFigures (Code, Figure, Basis, Assumed) VALUES ('complaintsMinimum', 10, 'Fewer tickets before and after are not compared. No text was read.', 1)
GO
INSERT INTO HotlineFigures (Code, Figure, Basis, Assumed) VALUES ('workingFrom', 540, 'Work begins: minutes after midnight. No text was read.', 1)
GO
INSERT INTO HotlineFigures (Code, Figure, Basis, Assumed) VALUES ('workingTo', 1020, 'Work ends: minutes after midnight. No text was read.', 1)
