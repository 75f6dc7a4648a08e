-- What the rates read of a ticket, as each event left it: what was known at any instant.
ALTER TABLE TicketEvents ADD Facts {longtext} NULL
GO
-- A month that is closed: its facts do not move any more.
CREATE TABLE HotlineMonths (
    Month      NVARCHAR(7)   {ordinal} NOT NULL PRIMARY KEY,
    Version    INT           NOT NULL,
    Definition NVARCHAR(40)  {ordinal} NOT NULL,
    Tickets    INT           NOT NULL,
    Digest     NVARCHAR(64)  NOT NULL,
    ClosedAt   DATETIME2(3)  NOT NULL,
    ClosedBy   NVARCHAR(100) NOT NULL,
    CallerId   NVARCHAR(100) NULL,
    Hash       NVARCHAR(64)  NULL
)
GO
CREATE TABLE HotlineMonthTickets (
    Month  NVARCHAR(7)  {ordinal} NOT NULL,
    Number NVARCHAR(40) {ordinal} NOT NULL,
    Facts  {longtext}   NOT NULL,
    CONSTRAINT PK_HotlineMonthTickets PRIMARY KEY (Month, Number),
    CONSTRAINT FK_HotlineMonthTickets_Month FOREIGN KEY (Month) REFERENCES HotlineMonths (Month)
)
GO
INSERT INTO Histories (Name, Unhashed) VALUES ('HotlineMonths', 0)
