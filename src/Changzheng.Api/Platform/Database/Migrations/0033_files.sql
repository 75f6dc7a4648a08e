-- Files kept as evidence and attachments; their bytes lie outside the database under their hash.
CREATE TABLE StoredFiles (
    Sha256   NVARCHAR(64)  {ordinal} NOT NULL PRIMARY KEY,
    Type     NVARCHAR(100) NOT NULL,
    Bytes    BIGINT        NOT NULL,
    StoredAt DATETIME2(3)  NOT NULL
)
GO
-- Who had the content: one row a caller.
CREATE TABLE FileUploads (
    Sha256     NVARCHAR(64)  {ordinal} NOT NULL,
    CallerId   NVARCHAR(100) {ordinal} NOT NULL,
    Name       NVARCHAR(200) NULL,
    UploadedAt DATETIME2(3)  NOT NULL,
    UploadedBy NVARCHAR(100) NOT NULL,
    Unit       NVARCHAR(32)  {ordinal} NULL,
    CONSTRAINT PK_FileUploads PRIMARY KEY (Sha256, CallerId),
    CONSTRAINT FK_FileUploads_File FOREIGN KEY (Sha256) REFERENCES StoredFiles (Sha256)
)
GO
-- What names a file; nothing is ever taken away.
CREATE TABLE FileReferences (
    Sha256     NVARCHAR(64)  {ordinal} NOT NULL,
    Kind       NVARCHAR(20)  {ordinal} NOT NULL,
    SubjectKey NVARCHAR(120) {ordinal} NOT NULL,
    NamedAt    DATETIME2(3)  NOT NULL,
    NamedBy    NVARCHAR(100) NOT NULL,
    CONSTRAINT PK_FileReferences PRIMARY KEY (Sha256, Kind, SubjectKey),
    CONSTRAINT FK_FileReferences_File FOREIGN KEY (Sha256) REFERENCES StoredFiles (Sha256)
)
