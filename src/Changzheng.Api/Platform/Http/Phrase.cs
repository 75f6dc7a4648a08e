namespace Changzheng.Api.Platform.Http;

/// <summary>One sentence in both languages, kept until the language of the request is known.</summary>
internal sealed record Phrase(string Chinese, string English)
{
    public static readonly Phrase None = new("", "");

    public bool IsEmpty => Chinese.Length == 0;

    /// <summary>In the language of the request.</summary>
    public override string ToString() => Words.Say(Chinese, English);

    public Phrase Then(Phrase next) => new(Chinese + next.Chinese, English + next.English);

    public static Phrase Join(Phrase separator, IEnumerable<Phrase> phrases)
    {
        var all = phrases.ToList();
        return new(
            string.Join(separator.Chinese, all.Select(phrase => phrase.Chinese)),
            string.Join(separator.English, all.Select(phrase => phrase.English))
        );
    }
}
