-- Files attached to tickets, as JSON: none is ever taken away. NULL where there are none.
ALTER TABLE Tickets ADD Attachments {longtext} NULL
