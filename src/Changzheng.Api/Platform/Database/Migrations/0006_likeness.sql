-- Hashes lie behind their quarter: see Likeness. Half of a digest is kept: see PersonalData.
UPDATE Tickets
SET ContentHash = SUBSTRING(ContentHash, 1, 32),
    PhoneHash = CASE WHEN PhoneHash IS NULL THEN NULL ELSE CONCAT(SUBSTRING(CONCAT(RegisteredAt, ''), 1, 4), 'Q', CASE WHEN SUBSTRING(CONCAT(RegisteredAt, ''), 6, 2) < '04' THEN '1' WHEN SUBSTRING(CONCAT(RegisteredAt, ''), 6, 2) < '07' THEN '2' WHEN SUBSTRING(CONCAT(RegisteredAt, ''), 6, 2) < '10' THEN '3' ELSE '4' END, SUBSTRING(PhoneHash, 1, 32)) END,
    PlaceHash = CASE WHEN PlaceHash IS NULL THEN NULL ELSE CONCAT(SUBSTRING(CONCAT(RegisteredAt, ''), 1, 4), 'Q', CASE WHEN SUBSTRING(CONCAT(RegisteredAt, ''), 6, 2) < '04' THEN '1' WHEN SUBSTRING(CONCAT(RegisteredAt, ''), 6, 2) < '07' THEN '2' WHEN SUBSTRING(CONCAT(RegisteredAt, ''), 6, 2) < '10' THEN '3' ELSE '4' END, SUBSTRING(PlaceHash, 1, 32)) END
