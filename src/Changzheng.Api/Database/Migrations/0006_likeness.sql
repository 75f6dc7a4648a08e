-- Hashes lie behind their month: see Likeness. Half of a digest is kept: see PersonalData.
UPDATE Tickets
SET ContentHash = SUBSTRING(ContentHash, 1, 32),
    PhoneHash = CASE WHEN PhoneHash IS NULL THEN NULL ELSE CONCAT(REPLACE(SUBSTRING(CONCAT(RegisteredAt, ''), 1, 7), '-', ''), SUBSTRING(PhoneHash, 1, 32)) END,
    PlaceHash = CASE WHEN PlaceHash IS NULL THEN NULL ELSE CONCAT(REPLACE(SUBSTRING(CONCAT(RegisteredAt, ''), 1, 7), '-', ''), SUBSTRING(PlaceHash, 1, 32)) END
