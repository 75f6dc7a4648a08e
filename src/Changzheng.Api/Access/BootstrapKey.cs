namespace Changzheng.Api.Access;

/// <summary>The secret of the first administrator key, where an operator sets it instead of having one made.</summary>
internal static class BootstrapKey
{
    public const string Setting = "Access:BootstrapKey";

    /// <summary>A made key has 43 random characters; nothing an operator writes by hand should be easier to guess than 32.</summary>
    private const int Shortest = 32;

    /// <returns>Null where it is not set or can be used; else, in a sentence, why the program must not start with it.</returns>
    public static string? FindFault(string? secret) => secret switch
    {
        null => null,
        "" => $"{Setting} is empty: leave it out, or set at least {Shortest} characters.",
        { Length: < Shortest } => $"{Setting} has {secret.Length} characters: it needs at least {Shortest}, as `openssl rand -hex 32` gives.",
        { Length: > ApiKeyAuthentication.LongestSecret } => $"{Setting} has {secret.Length} characters: it has at most {ApiKeyAuthentication.LongestSecret}.",
        _ when secret.Any(letter => letter is <= ' ' or > '~') => $"{Setting} has characters that a header cannot carry: use letters, digits and signs of ASCII, no space.",
        _ => null,
    };
}
