using System.Text.Json;
using System.Text.Json.Serialization;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>
/// Free text that is no citizen's matter, a note or a reason, and is stored as text: a mobile number, an identity card
/// or an e-mail address that slipped into it is masked on input, so that it is never stored.
/// </summary>
internal sealed class Masked : JsonConverter<string>
{
    /// <summary>The rule for every text first: whole characters, none of them NUL.</summary>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var plain = (JsonConverter<string>)options.GetConverter(typeof(string));
        return plain.Read(ref reader, typeToConvert, options) is { } text ? Masking.Certain(text) : null;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
