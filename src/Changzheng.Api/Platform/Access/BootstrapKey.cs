namespace Changzheng.Api.Platform.Access;

/// <summary>The secret of the first administrator key, where an operator sets it instead of having one made.</summary>
internal static class BootstrapKey
{
    public const string Setting = "Access:BootstrapKey";

    private const int Shortest = 32,
        Longest = ApiKeyAuthentication.LongestSecret;

    /// <returns>Why the program does not start with it, in a sentence; null if it is not set or can be used.</returns>
    public static string? FindFault(string? secret) =>
        secret switch
        {
            null => null,
            "" => $"{Setting} is empty: leave it out, or set at least {Shortest} characters.",
            { Length: < Shortest } =>
                $"{Setting} has {secret.Length} characters: it needs at least {Shortest}, as `openssl rand -hex 32` gives.",
            { Length: > Longest } => $"{Setting} has {secret.Length} characters: it may have at most {Longest}.",
            _ when secret.Any(letter => letter is <= ' ' or > '~') =>
                $"{Setting} has characters that a header cannot carry: use letters, digits and signs of ASCII, no space.",
            _ => null,
        };
}
