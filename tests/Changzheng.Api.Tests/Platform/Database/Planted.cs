namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>The wrong statements. Nets: g the server's grammar, d the differences, c the compiler, s SQLite.</summary>
internal static class Planted
{
    public static IReadOnlyDictionary<string, (string Nets, string Sql)> Wrong { get; } =
        new Dictionary<string, (string, string)>
        {
            ["a table that is not there"] = ("cs", "SELECT Code FROM Planns"),
            ["a column that is not there"] = ("cs", "SELECT Kode FROM Plans"),
            ["a column that is not there, behind an alias"] = (
                "cs",
                "SELECT p.Number FROM Plans p WHERE p.Code = @Code"
            ),
            ["a parameter nobody supplies"] = ("c", "SELECT Title FROM Plans WHERE Code = @Kode"),
            ["TOP"] = ("ds", "SELECT TOP 1 Code FROM Plans ORDER BY Code"),
            ["LIMIT"] = ("g", "SELECT Code FROM Plans ORDER BY Code LIMIT @Take OFFSET @Skip"),
            ["OFFSET FETCH"] = (
                "s",
                "SELECT Code FROM Plans ORDER BY Code OFFSET @Skip ROWS FETCH NEXT @Take ROWS ONLY"
            ),
            ["a page without an order"] = ("g", "SELECT Code FROM Plans {page}"),
            ["a placeholder misspelt"] = ("gs", "SELECT Code FROM Plans ORDER BY Code {Page}"),
            ["SELECT *"] = ("d", "SELECT * FROM Plans"),
            ["SELECT p.*"] = ("d", "SELECT p.* FROM Plans p"),
            ["OUTPUT"] = (
                "ds",
                "INSERT INTO Pillars (PlanCode, Number, Title) OUTPUT inserted.Number VALUES (@PlanCode, @Number, @Title)"
            ),
            ["RETURNING"] = ("g", "UPDATE Plans SET Version = Version + 1 WHERE Code = @Code RETURNING Version"),
            ["MERGE"] = (
                "ds",
                "MERGE INTO Pillars AS p USING Plans AS s ON s.Code = p.PlanCode WHEN MATCHED THEN UPDATE SET Title = s.Title;"
            ),
            ["ON CONFLICT"] = (
                "g",
                "INSERT INTO Pillars (PlanCode, Number, Title) VALUES (@PlanCode, @Number, @Title) ON CONFLICT DO NOTHING"
            ),
            ["INSERT OR REPLACE"] = (
                "g",
                "INSERT OR REPLACE INTO Pillars (PlanCode, Number, Title) VALUES (@PlanCode, @Number, @Title)"
            ),
            ["@@ROWCOUNT"] = ("ds", "SELECT @@ROWCOUNT"),
            ["SCOPE_IDENTITY"] = ("ds", "SELECT SCOPE_IDENTITY()"),
            ["N'…'"] = ("ds", "SELECT Code FROM Plans WHERE Title = N'plan'"),
            ["Chinese in the statement"] = ("d", "SELECT Code FROM Plans WHERE Title = '办结'"),
            ["||"] = ("d", "SELECT Code || Title AS Line FROM Plans"),
            ["column + column"] = ("d", "SELECT Code + Title AS Line FROM Plans"),
            ["column + text"] = ("dc", "UPDATE Plans SET Version = Version + '1' WHERE Code = @Code"),
            ["text + parameter"] = ("d", "SELECT Code FROM Plans WHERE Title LIKE Code + @Title ESCAPE '!'"),
            ["a division"] = ("d", "SELECT COUNT(Code) / COUNT(*) AS Rate FROM Plans"),
            ["AVG"] = ("d", "SELECT AVG(Version) AS Mean FROM Plans"),
            ["ROUND"] = ("d", "SELECT ROUND(Weight, 2) AS Weight FROM MeasureVersions"),
            ["a sum of decimals"] = ("d", "SELECT SUM(Value) AS Total FROM Standings"),
            ["decimals compared"] = ("d", "SELECT Indicator FROM Standings WHERE Value >= @Value"),
            ["decimals multiplied"] = ("d", "SELECT Numerator * Denominator AS Both FROM Standings"),
            ["the greatest of a BIT"] = ("d", "SELECT MAX(OpenList) AS AnyOpen FROM Measures"),
            ["a comparison as a value"] = ("ds", "SELECT Code, Late = 1 FROM Plans"),
            ["a bit as a condition"] = ("g", "SELECT Code FROM Measures WHERE NOT OpenList"),
            ["equal to NULL"] = ("d", "SELECT Code FROM Plans WHERE ClosedAt = NULL"),
            ["ISNULL"] = ("ds", "SELECT ISNULL(TitleEn, Title) AS Title FROM Plans"),
            ["IFNULL"] = ("d", "SELECT IFNULL(TitleEn, Title) AS Title FROM Plans"),
            ["LEN"] = ("dcs", "SELECT Code FROM Plans WHERE LEN(Title) > 3"),
            ["GETDATE"] = ("dcs", "SELECT Code FROM Plans WHERE ClosedAt < GETDATE()"),
            ["CURRENT_TIMESTAMP"] = ("d", "SELECT Code FROM Plans WHERE ClosedAt < CURRENT_TIMESTAMP"),
            ["datetime('now')"] = ("dc", "SELECT Code FROM Plans WHERE ClosedAt < datetime('now')"),
            ["CAST"] = ("d", "SELECT CAST(Version AS NVARCHAR(10)) AS Version FROM Plans"),
            ["LEFT"] = ("ds", "SELECT LEFT(Code, 2) AS Start FROM Plans"),
            ["STRING_AGG"] = ("d", "SELECT STRING_AGG(Code, ',') AS Codes FROM Plans"),
            ["JSON_VALUE"] = ("ds", "SELECT JSON_VALUE(Roles, '$[0]') AS Role FROM ApiKeys"),
            ["WITH RECURSIVE"] = ("g", "WITH RECURSIVE Up AS (SELECT Code FROM Units) SELECT Code FROM Up"),
            ["an order by language"] = ("d", "SELECT Code FROM Plans ORDER BY Title, Code"),
            ["an order by language, behind an alias"] = (
                "d",
                "SELECT p.Code FROM Plans p JOIN Units u ON u.Code = p.Unit ORDER BY u.Name {page}"
            ),
            ["an alias of text reckoned with in ORDER BY"] = (
                "d",
                "SELECT Code AS Sort FROM Plans ORDER BY CONCAT(Sort, Code)"
            ),
            ["UNION ordered by what it does not give"] = (
                "cs",
                "SELECT Code FROM Plans UNION SELECT Code FROM Units ORDER BY Title"
            ),
            ["a parameter of two kinds"] = ("c", "SELECT Code FROM Plans WHERE PlanYear = @Code AND Code = @Code"),
            ["a bit summed behind CASE"] = (
                "d",
                "SELECT SUM(CASE WHEN Kind = 'x' THEN OpenList ELSE OpenList END) AS Open_ FROM Measures"
            ),
            ["NULLS LAST"] = ("g", "SELECT Code FROM Plans ORDER BY ClosedAt NULLS LAST"),
            ["an order by a parameter"] = ("d", "SELECT Code FROM Plans ORDER BY @Code"),
            ["an order inside"] = ("g", "SELECT x.Code FROM (SELECT Code FROM Plans ORDER BY Code) x"),
            ["LIKE without an escape"] = ("d", "SELECT Code FROM Plans WHERE Title LIKE @Title"),
            ["COLLATE NOCASE"] = ("d", "SELECT Code FROM Plans WHERE Code = @Code COLLATE NOCASE"),
            ["a lock hint of one's own"] = ("ds", "SELECT Code FROM Plans WITH (NOLOCK)"),
            ["a list in parentheses"] = ("d", "SELECT Code FROM Plans WHERE Code IN (@Codes)"),
            ["a list used as a value too"] = ("gs", "SELECT Code FROM Plans WHERE @Codes IS NULL OR Code IN @Codes"),
            ["UPDATE by its alias"] = (
                "s",
                "UPDATE m SET OpenList = 1 FROM Measures m JOIN Plans p ON p.Code = m.PlanCode"
            ),
            ["UPDATE with itself in FROM"] = (
                "d",
                "UPDATE Measures SET OpenList = 1 FROM Measures m WHERE m.Code = @Code"
            ),
            ["INSERT without columns"] = ("d", "INSERT INTO ChangeFeedHead VALUES (2, 0, '', '', 0)"),
            ["a value too few"] = ("s", "INSERT INTO Pillars (PlanCode, Number, Title) VALUES (@PlanCode, @Number)"),
            ["a column neither grouped nor counted"] = (
                "d",
                "SELECT PlanCode, Kind, COUNT(*) AS Measures FROM Measures GROUP BY PlanCode"
            ),
            ["a column beside a count"] = ("d", "SELECT Code, COUNT(*) AS Plans FROM Plans"),
            ["grouped by an alias"] = ("dc", "SELECT Kind AS Sort, COUNT(*) AS Measures FROM Measures GROUP BY Sort"),
            ["DISTINCT ordered by another column"] = ("d", "SELECT DISTINCT Kind FROM Measures ORDER BY Sentence"),
            ["a value of several rows"] = (
                "d",
                "SELECT Code FROM Plans WHERE Version = (SELECT Version FROM Measures WHERE PlanCode = @PlanCode)"
            ),
            ["a count of a subquery"] = ("d", "SELECT SUM((SELECT COUNT(*) FROM Measures)) AS Total FROM Plans"),
            ["the greater of two"] = ("d", "SELECT MAX(Version, PlanYear) AS Greater FROM Plans"),
            ["CONCAT of one"] = ("d", "SELECT CONCAT(Code) AS Line FROM Plans"),
            ["SUBSTRING to the end"] = ("d", "SELECT SUBSTRING(Code, 2) AS Tail FROM Plans"),
            ["an alias in WHERE"] = ("c", "SELECT Version AS Edition FROM Plans WHERE Edition = 1"),
            ["an alias reckoned with in ORDER BY"] = (
                "d",
                "SELECT Code, Version AS Edition FROM Plans ORDER BY Edition + 1"
            ),
            ["CASE of a text and a number"] = (
                "c",
                "SELECT CASE WHEN Version = 1 THEN 0 ELSE Code END AS Mixed FROM Plans"
            ),
            ["COALESCE of a day and a text"] = ("c", "SELECT COALESCE(ValidFrom, '') AS Begun FROM Units"),
            ["UNION of a text and a number"] = ("c", "SELECT Code FROM Plans UNION ALL SELECT PlanYear FROM Plans"),
            ["INTERSECT"] = ("d", "SELECT Code FROM Plans INTERSECT SELECT PlanCode FROM Measures"),
            ["ROW_NUMBER without an order"] = ("d", "SELECT ROW_NUMBER() OVER (PARTITION BY Unit) AS Place FROM Plans"),
            ["text compared with a number"] = ("c", "SELECT Code FROM Plans WHERE Code = 1"),
            ["a day compared with an instant"] = ("c", "SELECT Code FROM Plans WHERE IssuedOn < ClosedAt"),
            ["one parameter for a day and an instant"] = (
                "c",
                "SELECT Code FROM MeasureVersions WHERE EffectiveOn <= @AsOf AND RecordedAt <= @AsOf"
            ),
            ["two statements"] = ("g", "DELETE FROM ChangeFeed; DELETE FROM ChangeFeedHead"),
            ["CREATE OR ALTER"] = ("ds", "CREATE OR ALTER VIEW V AS SELECT Code FROM Plans"),
            ["an inline index"] = ("ds", "CREATE TABLE X (Id INT NOT NULL, INDEX IX_X (Id))"),
            ["IDENTITY"] = ("d", "CREATE TABLE X (Id BIGINT IDENTITY(1, 1) NOT NULL PRIMARY KEY)"),
            ["NVARCHAR(MAX)"] = ("s", "CREATE TABLE X (Text NVARCHAR(MAX) NOT NULL)"),
            ["VARCHAR"] = ("d", "CREATE TABLE X (Code VARCHAR(10) NOT NULL)"),
            ["UNIQUEIDENTIFIER"] = ("d", "CREATE TABLE X (Id UNIQUEIDENTIFIER NOT NULL)"),
            ["FLOAT"] = ("d", "CREATE TABLE X (Rate FLOAT NOT NULL)"),
            ["DECIMAL of another scale"] = ("d", "CREATE TABLE X (Rate DECIMAL(9, 2) NOT NULL)"),
            ["DATETIME2 of another precision"] = ("d", "CREATE TABLE X (At DATETIME2 NOT NULL)"),
            ["a column of unsaid nullability"] = ("d", "CREATE TABLE X (Id INT PRIMARY KEY)"),
            ["a long name"] = (
                "d",
                "CREATE INDEX IX_Measures_Of_A_Plan_By_The_Sentence_They_Quote_And_Their_Kind ON Measures (PlanCode, Sentence, Kind)"
            ),
            ["two columns in one ADD"] = ("ds", "ALTER TABLE Plans ADD A INT NULL, B INT NULL"),
            ["a column added that old rows cannot fill"] = ("d", "ALTER TABLE Plans ADD Note NVARCHAR(200) NOT NULL"),
            ["ALTER COLUMN"] = ("ds", "ALTER TABLE Plans ALTER COLUMN Title NVARCHAR(300) NOT NULL"),
            ["unique over NULLs"] = ("d", "CREATE UNIQUE INDEX UX_Plans_ClosedAt ON Plans (ClosedAt)"),
            ["a unique constraint over NULLs"] = ("d", "CREATE TABLE X (Code INT NULL, CONSTRAINT UQ_X UNIQUE (Code))"),
            ["a key too wide"] = ("d", "CREATE TABLE X (Code NVARCHAR(500) NOT NULL PRIMARY KEY)"),
            ["a foreign key of another type"] = (
                "d",
                "CREATE TABLE X (Plan_ NVARCHAR(32) NOT NULL, CONSTRAINT FK_X FOREIGN KEY (Plan_) REFERENCES Plans (Code))"
            ),
            ["a foreign key of another collation"] = (
                "d",
                "CREATE TABLE X (Plan_ NVARCHAR(64) NOT NULL, CONSTRAINT FK_X FOREIGN KEY (Plan_) REFERENCES Plans (Code))"
            ),
            ["a cascade"] = (
                "d",
                "CREATE TABLE X (Year_ INT NOT NULL, CONSTRAINT FK_X FOREIGN KEY (Year_) REFERENCES CalendarNotices (NoticeYear) ON DELETE CASCADE)"
            ),
            ["the clock as a default"] = ("d", "CREATE TABLE X (At DATETIME2(3) NOT NULL DEFAULT CURRENT_TIMESTAMP)"),
        };

    public static IEnumerable<string> Names => Wrong.Keys;

    public static IEnumerable<Statement> Statements => Wrong.Select(wrong => new Statement(wrong.Key, wrong.Value.Sql));

    /// <summary>What the shared language is for, and the nets must not take.</summary>
    public static IEnumerable<string> Good =>
        [
            "WITH Up AS (SELECT Code, Parent FROM Units WHERE Code = @Code UNION ALL SELECT u.Code, u.Parent FROM Units u JOIN Up ON u.Code = Up.Parent) SELECT Code FROM Up",
            "SELECT Code, ROW_NUMBER() OVER (PARTITION BY Unit ORDER BY Code) AS Place, COUNT(*) OVER () AS Plans FROM Plans ORDER BY Code {page}",
            "SELECT Kind, COUNT(*) AS Measures, SUM(CASE WHEN OpenList = 1 THEN 1 ELSE 0 END) AS Open_ FROM Measures WHERE PlanCode = @PlanCode GROUP BY Kind ORDER BY Measures",
            "SELECT CONCAT(Code, Title) AS Line, IIF(ClosedAt IS NULL, 0, 1) AS Closed, COALESCE(TitleEn, Title) AS Title FROM Plans WHERE Code IN @Codes",
            "SELECT Code FROM Plans WHERE Title LIKE @Title ESCAPE '!' ORDER BY ClosedAt DESC, Code",
            "SELECT Code FROM Plans ORDER BY Title {ordinal}",
            "UPDATE Measures SET OpenList = p.Version FROM Plans p WHERE p.Code = Measures.PlanCode AND Measures.Code = @Code",
            "INSERT INTO Pillars (PlanCode, Number, Title) SELECT @PlanCode, @Number, @Title WHERE NOT EXISTS (SELECT 1 FROM Pillars {hold} WHERE PlanCode = @PlanCode AND Number = @Number)",
            "ALTER TABLE Plans ADD Weight INT NOT NULL DEFAULT 0",
            "CREATE UNIQUE INDEX UX_Plans_ClosedBy ON Plans (ClosedBy) WHERE ClosedBy IS NOT NULL",
            "UPDATE ChangeFeedHead SET Position = Position + 1 WHERE Id = 1",
        ];
}
