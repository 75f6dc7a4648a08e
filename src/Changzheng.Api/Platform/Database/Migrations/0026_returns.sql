-- Why a ticket is returned, as codes; and how long it lay with no unit that owns it.
CREATE TABLE ReturnReasons (
    Code      NVARCHAR(30)  {ordinal} NOT NULL PRIMARY KEY,
    Name      NVARCHAR(50)  NOT NULL,
    NameEn    NVARCHAR(100) NOT NULL,
    TakesNote BIT           NOT NULL,
    Basis     NVARCHAR(300) NOT NULL,
    Assumed   BIT           NOT NULL
)
GO
ALTER TABLE Tickets ADD ReturnReason NVARCHAR(30) NULL
GO
ALTER TABLE Tickets ADD UnownedSince DATETIME2(3) NULL
GO
ALTER TABLE Tickets ADD UnownedMinutes INT NULL
