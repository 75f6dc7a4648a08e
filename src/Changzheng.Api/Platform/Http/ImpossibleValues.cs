using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Changzheng.Api.Platform.Database;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Platform.Http;

/// <summary>
/// Looks through everything a request says, parameters and body, before a handler sees it: no time that no plan and no
/// ticket can be about, for it would carry calendars over the edge of time; no text that cannot be read. The fault
/// names the field by its path in the body.
/// </summary>
internal static class ImpossibleValues
{
    public const int FirstYear = 1900,
        LastYear = 2199;

    private static readonly ConcurrentDictionary<Type, Member[]> members = new();

    public static RouteGroupBuilder RefuseImpossibleValues(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory(
            (factory, next) =>
            {
                var parameters = factory.MethodInfo.GetParameters();
                var names = Array.ConvertAll(parameters, NameOf);
                return invocation =>
                {
                    var body = invocation
                        .HttpContext.GetEndpoint()
                        ?.Metadata.GetMetadata<IAcceptsMetadata>()
                        ?.RequestType;
                    for (var place = 0; place < names.Length; place++)
                        if (invocation.Arguments[place] is { } value && value.GetType() == body)
                            Walk(value, "", invocation.HttpContext.RequestServices.GetRequiredService<BlankText>());
                        else if (invocation.Arguments[place] is IParameterGroup group)
                            MustBePossible(group);
                        else if (invocation.Arguments[place] is { } parameter)
                            MustBePossible(parameter, names[place]);
                    foreach (var group in invocation.Arguments.OfType<IParameterGroup>())
                        group.Check();
                    return next(invocation);
                };
            }
        );
        return group;
    }

    /// <summary>Whether a plan or a ticket can be about that day.</summary>
    public static bool IsPossible(DateOnly day) => day.Year is >= FirstYear and <= LastYear;

    /// <inheritdoc cref="IsPossible(DateOnly)"/>
    public static bool IsPossible(DateTimeOffset instant) => instant.UtcDateTime.Year is >= FirstYear and <= LastYear;

    /// <summary>What is wrong with a value wherever it came from; null when nothing is.</summary>
    public static (RefusalKind Kind, string Because)? FindFault(object? value) =>
        value switch
        {
            DateOnly day when !IsPossible(day) => (Refusals.TimeOutOfRange, OutOfRange),
            DateTimeOffset instant when !IsPossible(instant) => (Refusals.TimeOutOfRange, OutOfRange),
            string text when PlainText.FindFault(text) is { } because => (Refusals.TextUnreadable, because),
            IEnumerable<string> texts => texts.Select(FindFault).FirstOrDefault(fault => fault is not null),
            _ => null,
        };

    private static string OutOfRange =>
        Words.Say(
            $"时间须在 {FirstYear} 年至 {LastYear} 年之间；永久有效请填 null 或不填。",
            $"A time lies between {FirstYear} and {LastYear}; never is null."
        );

    private static void MustBePossible(IParameterGroup group)
    {
        foreach (var (name, value) in group.Given)
            if (value is not null)
                MustBePossible(value, name);
    }

    private static void MustBePossible(object parameter, string name)
    {
        // Handlers read the instants of a query themselves; white space alone is for them to refuse.
        if (parameter is string text && Moment.TryParse(text, out var instant))
            Refuse(instant, name);
        else if (parameter is not string written || !string.IsNullOrWhiteSpace(written))
            Refuse(parameter, name);
    }

    private static void Walk(object? value, string path, BlankText blank)
    {
        switch (value)
        {
            case null or "":
                break;
            case string text when string.IsNullOrWhiteSpace(text):
                blank.Path ??= path;
                break;
            case string or DateOnly or DateTimeOffset:
                Refuse(value, path);
                break;
            case IEnumerable items:
                var place = 0;
                foreach (var item in items)
                    Walk(item, $"{path}[{place++}]", blank);
                break;
            default:
                foreach (var member in members.GetOrAdd(value.GetType(), MembersOf))
                {
                    var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                    Walk(member.Property.GetValue(value), at, blank);
                }

                break;
        }
    }

    internal static void Refuse(object value, string path)
    {
        if (FindFault(value) is not { } fault)
            return;
        var errors = new Dictionary<string, string[]> { [path] = [fault.Because] };
        throw fault.Kind.WithDetail($"{path}：{fault.Because}", $"{path}: {fault.Because}").With("errors", errors);
    }

    /// <summary>The properties callers fill in: of types of ours, nothing of the framework's.</summary>
    private static Member[] MembersOf(Type type) =>
        type.Assembly != typeof(ImpossibleValues).Assembly || type.IsEnum
            ? []
            :
            [
                .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                where property.CanWrite
                select new Member(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property),
            ];

    /// <summary>A parameter as callers write it.</summary>
    internal static string NameOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<FromQueryAttribute>()?.Name
        ?? parameter.GetCustomAttribute<FromRouteAttribute>()?.Name
        ?? parameter.GetCustomAttribute<FromHeaderAttribute>()?.Name
        ?? parameter.Name!;

    private sealed record Member(string Name, PropertyInfo Property);
}

/// <summary>
/// Where a body holds white space and nothing else. It is refused after the field's own rule, which says better what
/// is needed.
/// </summary>
internal sealed class BlankText
{
    public string? Path { get; set; }

    public void MustNotBe()
    {
        if (Path is not null)
            ImpossibleValues.Refuse(" ", Path);
    }
}
