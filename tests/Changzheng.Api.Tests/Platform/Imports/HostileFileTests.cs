using System.IO.Compression;
using System.Net;
using System.Text;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>Files made to hurt, as large as they come: each gets one clear verdict, and nothing of it stays.</summary>
public sealed class HostileFileTests(string database) : ImportTest(database)
{
    private const long TwoGigabytes = 2L << 30;

    [Test, Explicit("Gigabytes large; .ci/run calls it."), Category("Soak"), CancelAfter(300_000)]
    public async Task Two_gigabytes_are_refused_told_or_not()
    {
        // The usual client keeps what it sends, in case it is sent elsewhere.
        using var plain = App.Server.CreateClient();
        foreach (var (name, values) in Http.DefaultRequestHeaders)
            plain.DefaultRequestHeaders.Add(name, values);
        foreach (var declared in new[] { true, false })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports/units")
            {
                Content = new StreamContent(new Endless(), 1 << 16),
            };
            request.Content.Headers.ContentType = new(Csv);
            request.Content.Headers.ContentLength = declared ? TwoGigabytes : null;
            await IsRefusedAsync(await plain.SendAsync(request), 413, "body.too_large");
        }
    }

    [Test, Explicit("Gigabytes large; .ci/run calls it."), Category("Soak"), CancelAfter(300_000)]
    public async Task A_cell_of_a_hundred_megabytes_is_refused() =>
        await IsFailedAsync(
            Encoding.UTF8.GetBytes("code,name,kind\nA,\"" + new string('x', 100_000_000) + "\",office\n"),
            Csv,
            "file.cell_too_long"
        );

    [Test]
    public async Task A_workbook_that_unpacks_to_a_gigabyte_is_refused()
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var types = new StreamWriter(archive.CreateEntry("[Content_Types].xml").Open()))
                await types.WriteAsync("<Types/>");
            await using var sheet = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var spaces = new byte[1 << 20];
            Array.Fill(spaces, (byte)' ');
            for (var megabyte = 0; megabyte < 1024; megabyte++)
                await sheet.WriteAsync(spaces);
        }

        await IsFailedAsync(packed.ToArray(), Xlsx, "file.unpacks_too_large");
    }

    [Test]
    public async Task Ten_thousand_columns_are_refused() =>
        await IsFailedAsync(
            Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 10_000)) + "\n1\n"),
            Csv,
            "file.too_many_columns"
        );

    [Test]
    public async Task Another_charset_than_declared_is_refused() =>
        await IsFailedAsync(
            [.. "code,name,kind\nA,"u8, 0xBC, 0xD7, .. ",office\n"u8],
            Csv,
            "file.encoding_broken",
            "mode=apply&charset=utf-8"
        );

    [Test]
    public async Task Header_only_is_a_file_without_rows() =>
        Assert.That(Rows((await ImportAsync("units", "code,name,kind\n")).Import), Is.EqualTo("0 0 0 0 0 0"));

    private async Task IsFailedAsync(byte[] file, string type, string code, string query = "mode=apply")
    {
        var (status, import) = await ImportAsync("units", file, query, type);
        Assert.That(
            (status, (string?)import["state"], (string?)import["problem"]!["code"], Rows(import)),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, "failed", code, "0 0 0 0 0 0"))
        );
    }

    /// <summary>Endless lines, produced as they are read.</summary>
    private sealed class Endless : Stream
    {
        private static readonly byte[] line = Encoding.UTF8.GetBytes("A,甲,office\n");
        private long sent;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => sent;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, TwoGigabytes - sent);
            for (var at = 0; at < read; at++)
                buffer[offset + at] = line[(sent + at) % line.Length];
            sent += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
