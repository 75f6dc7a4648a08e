-- The early warnings given: once of each kind for a deadline as it stood.
CREATE TABLE TicketWarnings (
    Number   NVARCHAR(40) {ordinal} NOT NULL,
    Kind     NVARCHAR(10) NOT NULL,
    DueAt    DATETIME2(3) NOT NULL,
    WarnedAt DATETIME2(3) NOT NULL,
    CONSTRAINT PK_TicketWarnings PRIMARY KEY (Number, Kind, DueAt),
    CONSTRAINT CK_TicketWarnings_Kind CHECK (Kind IN ('halfTerm', 'dueSoon'))
)
