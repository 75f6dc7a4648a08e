using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Platform.Http;

/// <summary>An answer as it was given, to be given again.</summary>
internal sealed class KeptAnswer : IResult
{
    private static readonly string[] carried =
    [
        "Location",
        "ETag",
        "Content-Type",
        "Cache-Control",
        "Retry-After",
        "Preference-Applied",
    ];

    private readonly bool isRepeat;
    private readonly Dictionary<string, string> headers;

    private KeptAnswer(int status, Dictionary<string, string> headers, string body, bool isRepeat)
    {
        (Status, this.headers, Body, this.isRepeat) = (status, headers, body, isRepeat);
    }

    public int Status { get; }

    public string Body { get; }

    public string HeadersText() => JsonSerializer.Serialize(headers);

    public static KeptAnswer Of(int status, string headers, string body) =>
        new(status, JsonSerializer.Deserialize<Dictionary<string, string>>(headers)!, body, isRepeat: true);

    /// <summary>
    /// Writes the result to a buffer: nothing may reach the caller before the transaction has committed.
    /// </summary>
    public static async Task<KeptAnswer> CaptureAsync(HttpContext context, object? result)
    {
        var (response, sent) = (context.Response, context.Response.Body);
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            if (result is IResult answer)
                await answer.ExecuteAsync(context);
            else if (result is not null)
                await response.WriteAsJsonAsync(result, result.GetType(), context.RequestAborted);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            response.Body = sent;
        }

        var headers = carried
            .Where(name => response.Headers.ContainsKey(name))
            .ToDictionary(name => name, name => response.Headers[name].ToString());
        return new KeptAnswer(response.StatusCode, headers, Encoding.UTF8.GetString(buffer.ToArray()), isRepeat: false);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        foreach (var (name, value) in headers)
            httpContext.Response.Headers[name] = value;
        if (isRepeat)
            httpContext.Response.Headers[Idempotency.Replayed] = "true";
        return Body.Length == 0
            ? Task.CompletedTask
            : httpContext.Response.WriteAsync(Body, httpContext.RequestAborted);
    }
}

/// <summary>
/// Closes a text with the credential of the request that may open it again; the credential itself is nowhere kept.
/// </summary>
internal static class Seal
{
    private const int NonceLength = 12,
        TagLength = 16;

    public static string Close(string text, HttpContext context, string key)
    {
        var (nonce, plain) = (RandomNumberGenerator.GetBytes(NonceLength), Encoding.UTF8.GetBytes(text));
        var (closed, tag) = (new byte[plain.Length], new byte[TagLength]);
        using var cipher = new AesGcm(KeyOf(context, key), TagLength);
        cipher.Encrypt(nonce, plain, closed, tag);
        return Convert.ToBase64String([.. nonce, .. tag, .. closed]);
    }

    /// <returns>Null when another credential closed it.</returns>
    public static string? Open(string text, HttpContext context, string key)
    {
        var bytes = Convert.FromBase64String(text).AsSpan();
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(KeyOf(context, key), TagLength);
        try
        {
            cipher.Decrypt(
                bytes[..NonceLength],
                bytes[(NonceLength + TagLength)..],
                bytes.Slice(NonceLength, TagLength),
                plain
            );
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] KeyOf(HttpContext context, string key) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                $"answer\n{key}\n{context.Request.Headers[ApiKeyAuthentication.Header]}\n{context.Request.Headers.Authorization}"
            )
        );
}
