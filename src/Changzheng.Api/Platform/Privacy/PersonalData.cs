using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Changzheng.Api.Platform.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>
/// Personal data at rest: sealed by ASP.NET Core Data Protection, and a keyed hash beside what must be found again by
/// equality. The hash's key is made on first need and lies in the database sealed, unless PersonalData:HashKey sets it.
/// </summary>
internal sealed class PersonalData(IDataProtectionProvider protection, IConfiguration configuration, Db db)
{
    private const string KeyName = "personal-data-hash";

    public const string KeySql = "SELECT Sealed FROM Secrets WHERE Name = @Name";

    public const string MakeKeySql = """
        INSERT INTO Secrets (Name, Sealed)
        SELECT @Name, @Sealed WHERE NOT EXISTS (SELECT 1 FROM Secrets {hold} WHERE Name = @Name)
        """;

    private readonly IDataProtector protector = protection.CreateProtector("Changzheng.Api.PersonalData.v1");
    private byte[]? key;

    public string Seal<T>(T value) =>
        Base64Url.EncodeToString(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(value, Json.Stored)));

    public T Open<T>(string text) => JsonSerializer.Deserialize<T>(protector.Unprotect(text), Json.Stored)!;

    /// <summary>Equal texts have equal hashes (HMAC); without the key a hash cannot be computed from a guess.</summary>
    public async Task<string> HashAsync(string text, CancellationToken ct)
    {
        await ReadyAsync(ct);
        return Hash(text);
    }

    /// <summary>Reads the key, after which <see cref="Hash(string)"/> needs no database.</summary>
    public async Task ReadyAsync(CancellationToken ct) => key ??= await KeyAsync(ct);

    public string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Half of the digest: 128 bits still tell apart all rows there will be, and halve every index over them.
    /// </summary>
    public string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key!, bytes, digest);
        return Convert.ToHexStringLower(digest[..(HMACSHA256.HashSizeInBytes / 2)]);
    }

    private async Task<byte[]> KeyAsync(CancellationToken ct)
    {
        if (configuration["PersonalData:HashKey"] is { Length: >= 32 } configured)
            return Encoding.UTF8.GetBytes(configured);
        if (await db.FindAsync<string>(KeySql, new { Name = KeyName }, ct) is not { } stored)
        {
            await db.ExecuteAsync(
                MakeKeySql,
                new
                {
                    Name = KeyName,
                    Sealed = protector.Protect(Convert.ToHexString(RandomNumberGenerator.GetBytes(32))),
                },
                ct
            );
            stored = (await db.FindAsync<string>(KeySql, new { Name = KeyName }, ct))!;
        }

        return Convert.FromHexString(protector.Unprotect(stored));
    }
}

/// <summary>
/// The key ring: a folder beside the database unless DataProtection:Path says where. Lose it and what is sealed stays
/// sealed.
/// </summary>
internal static class KeyRing
{
    public static void AddKeyRing(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddDataProtection()
            .SetApplicationName("Changzheng.Api")
            .UseCryptographicAlgorithms(
                new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM }
            )
            .PersistKeysToFileSystem(
                new DirectoryInfo(
                    configuration["DataProtection:Path"] ?? BesideDatabase.FindFolder(configuration, ".keys")
                )
            );
}
