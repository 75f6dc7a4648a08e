using System.Globalization;

namespace Changzheng.Api.Platform.Http;

/// <summary>
/// Why a request is not carried out, in the words of the response. Thrown, so that the transaction rolls back.
/// </summary>
internal sealed class Refusal(RefusalKind kind, string detail) : Exception(detail)
{
    public RefusalKind Kind { get; } = kind;
    public int Status => Kind.Status;
    public string Code => Kind.Code;

    /// <summary>Further members of the problem document, such as the moves that are allowed.</summary>
    public Dictionary<string, object?> Extensions { get; } = [];

    /// <summary>Seconds after which trying again makes sense.</summary>
    public int? RetryAfter { get; private set; }

    public Refusal WithRetryAfter(int seconds)
    {
        RetryAfter = seconds;
        return this;
    }

    public Refusal With(string name, object? value)
    {
        Extensions[name] = value;
        return this;
    }
}

/// <summary>One named refusal: its status, its stable code, its title in both languages.</summary>
internal sealed record RefusalKind(int Status, string Code, string Title, string TitleEn)
{
    public Refusal WithDetail(string detail, string detailEn) => new(this, Words.Say(detail, detailEn));

    public Refusal ToRefusal() => WithDetail(Title, TitleEn);
}

/// <summary>The caller's language, as Accept-Language chose it: Chinese unless English was asked for.</summary>
internal static class Words
{
    public static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static string Say(string chinese, string english) => English ? english : chinese;
}
