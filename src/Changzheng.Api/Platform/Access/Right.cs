using System.Text.Json;
using System.Text.Json.Serialization;

namespace Changzheng.Api.Platform.Access;

/// <summary>What there is to be allowed. Each route needs one. A key's scopes are some of these.</summary>
/// <remarks>
/// Declared as a static field beside its subject, with the roles that have it. Compared by reference: there is one
/// value of each name.
/// </remarks>
[JsonConverter(typeof(ByName))]
public sealed class Right
{
    internal Right(string name, params IReadOnlyList<Role> roles) => (Name, Roles) = (name, roles);

    /// <summary>As it stands in scopes, in answers and in the README's table.</summary>
    public string Name { get; }

    public IReadOnlyList<Role> Roles { get; }

    /// <summary>Whether <c>Access:AnonymousRead</c> gives it to callers without a credential.</summary>
    internal bool CanBeOpen { get; init; }

    /// <summary>For rights that no role lacks.</summary>
    internal static IReadOnlyList<Role> Everyone => Enum.GetValues<Role>();

    public override string ToString() => Name;

    /// <summary>A right is its name in JSON. Capital and small letters are alike, as in enums.</summary>
    private sealed class ByName : JsonConverter<Right>
    {
        public override Right Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Rights.Find(reader.GetString()!) is { } right
                ? right
                : throw new JsonException("The name of a right.");

        public override void Write(Utf8JsonWriter writer, Right value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Name);
    }
}
