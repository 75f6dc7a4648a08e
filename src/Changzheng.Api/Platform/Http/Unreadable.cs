using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Lists;
using Microsoft.AspNetCore.Http.Metadata;

namespace Changzheng.Api.Platform.Http;

/// <summary>
/// The problem of a request that could not be read: which field or parameter, by the name callers write, and what
/// belongs there. The framework tells it only in its message; a test reads every field of the document against it.
/// </summary>
internal static partial class Unreadable
{
    /// <param name="bad">What the framework threw.</param>
    /// <param name="endpoint">The route; null where none matched.</param>
    /// <param name="rights">Every right, in the order of the document.</param>
    public static Refusal Explain(BadHttpRequestException bad, Endpoint? endpoint, IReadOnlyList<Right> rights)
    {
        var kind = bad.StatusCode switch
        {
            413 => Refusals.BodyTooLarge,
            415 => Refusals.MediaTypeUnsupported,
            _ => Refusals.RequestMalformed,
        };
        if (kind == Refusals.MediaTypeUnsupported)
            return ExplainType(null, endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? []);
        if (bad.InnerException is JsonException json)
            return ExplainBody(kind, json, endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, rights);
        var name = Parameter().Match(bad.Message).Groups[1].Value;
        var parameters = endpoint?.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [];
        if (parameters.FirstOrDefault(one => one.Name == name) is not { } parameter)
            return kind.ToRefusal();
        if (parameter.ParameterType == endpoint!.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType)
            return Name(kind, [""], Required, "");
        var isMissing = bad.Message.StartsWith("Required", StringComparison.Ordinal);
        var because = isMissing ? Required : Expected(parameter.ParameterType, rights);
        return Name(kind, [ImpossibleValues.NameOf(parameter)], because, "");
    }

    /// <summary>A parameter that does not read as its type.</summary>
    public static Refusal ExplainParameter(string name, Type type) =>
        Name(Refusals.RequestMalformed, [name], Expected(type, []), "");

    /// <summary>A body of a type that is not taken.</summary>
    public static Refusal ExplainType(HttpRequest? request, IReadOnlyList<string> taken)
    {
        var sent =
            request?.ContentType is { Length: > 0 and < 100 } type && PlainText.FindFault(type) is null ? type : null;
        return Refusals.MediaTypeUnsupported.WithDetail(
            $"请求体须为 {string.Join("、", taken)}{(sent is null ? "" : $"，不是 {sent}")}。",
            $"The body is {string.Join(", ", taken)}{(sent is null ? "" : $", not {sent}")}."
        );
    }

    private static string Required => Words.Say("必填", "Required");

    private static Refusal ExplainBody(RefusalKind kind, JsonException json, Type? body, IReadOnlyList<Right> rights)
    {
        var (path, innermost) = (Path(json), Innermost(json));
        var (line, column) = (json.LineNumber + 1, json.BytePositionInLine + 1);
        var place = Words.Say($"第 {line} 行第 {column} 字节", $"line {line}, byte {column}");
        if (Missing().Match(innermost.Message) is { Success: true } missing)
        {
            var names = missing
                .Groups[1]
                .Captures.Select(name => path.Length == 0 ? name.Value : $"{path}.{name.Value}");
            return Name(kind, [.. names], Required, "");
        }

        if (innermost.InnerException?.GetType().Name == "JsonReaderException" && !IsNoNumber(innermost))
            return Name(kind, [path], Words.Say($"不是完整的 JSON：{place}。", $"Not whole JSON: {place}."), "");
        var (type, field) = (TypeOf(body, path), path.Length == 0 ? "" : place);
        if (innermost.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return Name(kind, [path], Words.Say("没有这个字段", "No such field"), field);
        if (innermost.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return Name(kind, [path], Words.Say("字段重复", "The field is there twice"), field);
        if (innermost.Message.Contains("doesn't allow null", StringComparison.Ordinal))
            return Name(kind, [path], Words.Say("不能为 null", "Not null"), field);
        if (IsFigure(body, path) && IsNoNumber(innermost))
            kind = Refusals.ValueMalformed;
        var because = type is null ? Words.Say("写法不对", "Not as this field is written") : Expected(type, rights);
        return Name(kind, [path], because, field);
    }

    private static Refusal Name(RefusalKind kind, IReadOnlyList<string> fields, string because, string place)
    {
        var names = string.Join("、", fields.Where(field => field.Length > 0));
        if (names.Length == 0)
            names = Words.Say("请求体", "The body");
        var at = place.Length == 0 ? "" : Words.Say($"（{place}）", $" ({place})");
        return kind.WithDetail(
                $"{names}：{because}{at}。多余、重复、缺少的字段都会被拒绝。",
                $"{names}: {because}{at}. Unknown, doubled and missing fields are refused."
            )
            .With("errors", fields.Distinct().ToDictionary(field => field, _ => new[] { because }));
    }

    /// <summary>What a value of the type is written like.</summary>
    private static string Expected(Type type, IReadOnlyList<Right> rights)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(Choice<>))
            plain = plain.GetGenericArguments()[0];
        if (plain.IsEnum)
        {
            var choices = Enum.GetNames(plain).Select(JsonNamingPolicy.CamelCase.ConvertName);
            return Words.Say("可选：", "One of: ") + string.Join(Words.Say("、", ", "), choices);
        }

        if (plain == typeof(Right))
            return Words.Say("可选：", "One of: ")
                + string.Join(Words.Say("、", ", "), rights.Select(right => right.Name));

        return plain switch
        {
            _ when plain == typeof(bool) => Words.Say("须为 true 或 false", "true or false"),
            _ when plain == typeof(int) || plain == typeof(long) => Words.Say("须为整数", "A whole number"),
            _ when plain == typeof(decimal) => Words.Say("须为数字", "A number"),
            _ when plain == typeof(DateOnly) => Words.Say("须写成 2022-03-31", "Written 2022-03-31"),
            _ when plain == typeof(DateTimeOffset) => Words.Say(
                "须写成 2022-03-31T17:00:00+08:00",
                "Written 2022-03-31T17:00:00+08:00"
            ),
            _ when plain == typeof(string) => Words.Say(
                "须为文字，不含 NUL 和残缺字符",
                "A text of whole characters, none of them NUL"
            ),
            _ when ItemOf(plain) is not null => Words.Say("须为数组，其中没有 null", "An array without null"),
            _ => Words.Say("须为对象", "An object"),
        };
    }

    /// <summary>
    /// From the body down to the value: an element of a list has an inner exception of its own, with a path of its own.
    /// </summary>
    private static string Path(JsonException json)
    {
        var path = "";
        for (Exception? at = json; at is JsonException inner; at = at.InnerException)
            path += inner.Path is { Length: > 1 } part ? part[1..] : "";
        return path.TrimStart('.');
    }

    private static JsonException Innermost(JsonException json) =>
        json.InnerException is JsonException { Path: not null } inner ? Innermost(inner) : json;

    /// <summary>The declared type of what stands at the path; null where nothing is declared.</summary>
    private static Type? TypeOf(Type? body, string path)
    {
        foreach (var part in Step().Matches(path).Select(step => step.Value))
            body =
                body is null ? null
                : part[0] == '[' ? ItemOf(body)
                : body.GetProperties().FirstOrDefault(property => Wire(property) == part)?.PropertyType;
        return body;
    }

    private static bool IsFigure(Type? body, string path) =>
        body?.GetProperties().FirstOrDefault(property => Wire(property) == path)?.IsDefined(typeof(FigureAttribute))
        == true;

    private static string Wire(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;

    /// <summary>Text, NaN or something too large stands where the number should; not a body cut short.</summary>
    private static bool IsNoNumber(JsonException json) =>
        json.InnerException is FormatException or InvalidOperationException
        || json.Message.Contains("is an invalid start of a value", StringComparison.Ordinal);

    [GeneratedRegex("parameter \"(?:[^\"]* )?([A-Za-z0-9_]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex("missing required properties including: (?:'([^']+)'(?:, )?)+", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex(@"\[[0-9]+\]|[^.\[\]]+", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
