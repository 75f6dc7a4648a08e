-- Each filter of a list of dossiers has an index that ends in the list's order.
CREATE INDEX IX_Dossiers_Unit ON Dossiers (Kind, Unit, Code)
GO
CREATE INDEX IX_Dossiers_Status ON Dossiers (Kind, Status, Code)
GO
CREATE INDEX IX_Dossiers_ParentStatus ON Dossiers (Kind, Parent, Status, Code)
