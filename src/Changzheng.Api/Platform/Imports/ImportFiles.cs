using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Imports;

/// <summary>The uploaded files, sealed and stored in chunks, until the import that needs them is over.</summary>
internal sealed class ImportFiles(Db db, PersonalData personal)
{
    /// <summary>Plain bytes of a chunk: sealed, it fills a column of 8,000 bytes.</summary>
    private const int ChunkBytes = 8000 - FileSeal.Overhead;

    public const string ChunkSql = "INSERT INTO ImportFiles (Import, Number, Bytes) VALUES (@Import, @Number, @Bytes)";

    public const string ChunksSql =
        "SELECT Bytes FROM ImportFiles WHERE Import = @Import AND Number >= @From AND Number < @Until ORDER BY Number";

    public async Task WriteAsync(Import import, Stream file, CancellationToken ct)
    {
        var number = 0;
        using var seal = FileSeal.Open(personal, import.FileKey!);
        await db.WriteAllAsync(
            ChunkSql,
            Chunks(file)
                .Select(plain => new
                {
                    Import = import.Id,
                    Number = number++,
                    Bytes = seal.Close(plain.Span),
                }),
            ct
        );
    }

    public async Task ReadAsync(Import import, Stream into, CancellationToken ct)
    {
        const int Most = 500;
        using var seal = FileSeal.Open(personal, import.FileKey!);
        for (var from = 0; ; from += Most)
        {
            var chunks = await db.QueryAsync<byte[]>(
                ChunksSql,
                new
                {
                    Import = import.FileOf,
                    From = from,
                    Until = from + Most,
                },
                ct
            );
            foreach (var bytes in chunks)
                await into.WriteAsync(seal.Open(bytes), ct);
            if (chunks.Count < Most)
                break;
        }

        into.Position = 0;
    }

    /// <summary>Each chunk is valid until the next is read.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Chunks(Stream file)
    {
        var buffer = new byte[ChunkBytes];
        for (int read; (read = file.ReadAtLeast(buffer, ChunkBytes, throwOnEndOfStream: false)) > 0; )
            yield return buffer.AsMemory(0, read);
    }
}
