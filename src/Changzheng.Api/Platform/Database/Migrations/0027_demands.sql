-- Supporting units with their parts, and the demands of one ticket, as JSON. The table beside them has what is still to be answered of open tickets, for the list of what is due.
ALTER TABLE Tickets ADD Supports {longtext} NULL
GO
ALTER TABLE Tickets ADD Demands {longtext} NULL
GO
CREATE TABLE TicketSupports (
    Number NVARCHAR(40) {ordinal} NOT NULL,
    Unit   NVARCHAR(32) {ordinal} NOT NULL,
    DueAt  DATETIME2(3) NOT NULL,
    CONSTRAINT PK_TicketSupports PRIMARY KEY (Number, Unit),
    CONSTRAINT FK_TicketSupports_Ticket FOREIGN KEY (Number) REFERENCES Tickets (Number),
    CONSTRAINT FK_TicketSupports_Unit FOREIGN KEY (Unit) REFERENCES Units (Code)
)
GO
CREATE INDEX IX_TicketSupports_DueAt ON TicketSupports (DueAt, Number, Unit)
