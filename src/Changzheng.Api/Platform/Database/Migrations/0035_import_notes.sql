-- What of a file was not taken for data: it quotes the file, so it is sealed, and forgotten with it.
ALTER TABLE Imports ADD SealedNotes {longtext} NULL
