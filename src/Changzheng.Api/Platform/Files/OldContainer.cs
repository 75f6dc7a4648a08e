using System.Text;

namespace Changzheng.Api.Platform.Files;

/// <summary>The container of xls workbooks, which is also what an xlsx is put into when it gets a password.</summary>
internal static class OldContainer
{
    private static readonly byte[] encryptedPart = Encoding.Unicode.GetBytes("EncryptedPackage");

    public static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static bool Holds(Stream seekable)
    {
        seekable.Position = 0;
        Span<byte> first = stackalloc byte[8];
        var read = seekable.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        seekable.Position = 0;
        return first[..read].SequenceEqual(Signature);
    }

    public static FileRefused Refuse(Stream seekable) =>
        IsEncrypted(seekable)
            ? FileRefusals.FileEncrypted.OfFile(
                "工作簿有打开密码，请取消密码后再传。",
                "The workbook has a password; remove it."
            )
            : FileRefusals.FileOldWorkbook.OfFile(
                "这是旧版 xls 工作簿，请另存为 xlsx。",
                "This is a workbook of the old xls kind; save it as xlsx."
            );

    public static bool IsEncrypted(Stream seekable)
    {
        seekable.Position = 0;
        var buffer = new byte[1 << 16];
        var held = 0;
        while (
            seekable.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false)
                is > 0
                    and var read
        )
        {
            var all = buffer.AsSpan(0, held + read);
            if (all.IndexOf(encryptedPart) >= 0)
                return true;
            held = Math.Min(all.Length, encryptedPart.Length);
            all[^held..].CopyTo(buffer);
        }

        return false;
    }
}
