using System.Buffers.Text;
using System.Security.Cryptography;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// Seals what is stored of one imported file: AES-256-GCM with a key of the file's own, which lies beside it sealed by
/// the key ring.
/// So the key ring is used once a file, not once a row, and deleting the key makes all of it unreadable.
/// </summary>
internal sealed class FileSeal : IDisposable
{
    private const int KeyBytes = 32,
        NonceBytes = 12,
        TagBytes = 16;

    /// <summary>How much longer what is closed is.</summary>
    public const int Overhead = NonceBytes + TagBytes;

    private readonly AesGcm cipher;

    private FileSeal(byte[] key) => cipher = new AesGcm(key, TagBytes);

    /// <summary>A new key, sealed.</summary>
    public static string MakeKey(PersonalData personal) =>
        personal.Seal(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));

    public static FileSeal Open(PersonalData personal, string key) =>
        new(Convert.FromBase64String(personal.Open<string>(key)));

    public byte[] Close(ReadOnlySpan<byte> plain)
    {
        var closed = new byte[Overhead + plain.Length];
        var nonce = closed.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, plain, closed.AsSpan(Overhead), closed.AsSpan(NonceBytes, TagBytes));
        return closed;
    }

    public byte[] Open(ReadOnlySpan<byte> closed)
    {
        var plain = new byte[closed.Length - Overhead];
        cipher.Decrypt(closed[..NonceBytes], closed[Overhead..], closed.Slice(NonceBytes, TagBytes), plain);
        return plain;
    }

    public string CloseText(ReadOnlySpan<byte> plain) => Base64Url.EncodeToString(Close(plain));

    public byte[] OpenText(string closed) => Open(Base64Url.DecodeFromChars(closed));

    public void Dispose() => cipher.Dispose();
}
