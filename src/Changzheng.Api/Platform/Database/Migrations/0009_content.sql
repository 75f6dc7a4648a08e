-- The id of the caller whose words a ticket's content is: who wrote them may be told whether they are the same, see RegisterTicket.
ALTER TABLE Tickets ADD ContentBy NVARCHAR(100) NULL
