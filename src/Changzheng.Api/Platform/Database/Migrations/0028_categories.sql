-- Every version of a category and its ties to measures; TicketCategories and CategoryTies have what stands.
CREATE TABLE CategoryVersions (
    Code       NVARCHAR(64)  {ordinal} NOT NULL,
    Version    INT           NOT NULL,
    Scheme     NVARCHAR(50)  NOT NULL,
    Name       NVARCHAR(100) NOT NULL,
    NameEn     NVARCHAR(200) NULL,
    Assumed    BIT           NOT NULL,
    Measures   {longtext}    NOT NULL,
    Note       NVARCHAR(1000) NULL,
    RecordedAt DATETIME2(3)  NOT NULL,
    RecordedBy NVARCHAR(100) NOT NULL,
    Hash       NVARCHAR(64)  NULL,
    CONSTRAINT PK_CategoryVersions PRIMARY KEY (Code, Version)
)
GO
INSERT INTO Histories (Name, Unhashed) VALUES ('CategoryVersions', 0)
GO
-- Wordings of replies, for one category or for all.
CREATE TABLE ReplyTemplates (
    Code          NVARCHAR(64)   {ordinal} NOT NULL PRIMARY KEY,
    Category      NVARCHAR(64)   {ordinal} NULL,
    Name          NVARCHAR(100)  NOT NULL,
    FactType      NVARCHAR(20)   NOT NULL,
    FactExplain   NVARCHAR(1000) NOT NULL,
    AppealType    NVARCHAR(20)   NOT NULL,
    AppealExplain NVARCHAR(1000) NOT NULL,
    ReplyPoint    NVARCHAR(1000) NOT NULL,
    Basis         NVARCHAR(300)  NOT NULL,
    Assumed       BIT            NOT NULL
)
GO
-- Keys to find repeats of one building, and of one subject in one neighbourhood or road.
ALTER TABLE Tickets ADD BuildingHash NVARCHAR(64) {ordinal} NULL
GO
ALTER TABLE Tickets ADD SubjectHash NVARCHAR(64) {ordinal} NULL
GO
CREATE INDEX IX_Tickets_BuildingHash ON Tickets (BuildingHash, RegisteredAt)
GO
CREATE INDEX IX_Tickets_SubjectHash ON Tickets (SubjectHash, RegisteredAt)
