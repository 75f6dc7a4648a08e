using System.Globalization;
using System.Reflection;
using Changzheng.Api.Platform.Http;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.OpenApi;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>
/// Limits, read from the validators so that the document cannot say something else than the API does.
/// </summary>
internal static class Limits
{
    /// <summary>
    /// The rules that concern a property of a type: those of its own validator, and those a command's validator has for
    /// what it carries.
    /// </summary>
    private static readonly ILookup<(Type Type, string Property), IPropertyValidator> rules = Read();

    public static void Apply(OpenApiSchema schema, Type type, string property)
    {
        foreach (var rule in rules[(type, property)])
        {
            if (rule is ILengthValidator { Max: > 0 } length)
                schema.MaxLength = length.Max;
            if (rule is ILengthValidator { Min: > 0 } atLeast)
                schema.MinLength = atLeast.Min;
            if (rule is INotEmptyValidator && schema.Type?.HasFlag(JsonSchemaType.String) == true)
                schema.MinLength = Math.Max(schema.MinLength ?? 0, 1);
            if (rule is INotEmptyValidator && schema.Type?.HasFlag(JsonSchemaType.Array) == true)
                schema.MinItems = 1;
            if (rule is IRegularExpressionValidator pattern)
                schema.Pattern = pattern.Expression;
            if (rule is IBetweenValidator between)
                (schema.Minimum, schema.Maximum) = (Text(between.From), Text(between.To));
        }
    }

    /// <summary>Nothing is endless: what no validator limits gets the bounds the API can keep.</summary>
    public static void Bound(OpenApiSchema schema)
    {
        var type = schema.Type ?? 0;
        if (type.HasFlag(JsonSchemaType.String) && schema.Enum is not { Count: > 0 })
        {
            schema.MaxLength ??= schema.Format switch
            {
                "date" => 10,
                "date-time" => 40,
                _ => 4000,
            };
            if (schema.Format is null)
                schema.Pattern ??= "^[^\\u0000]*$";
        }

        if (type.HasFlag(JsonSchemaType.Integer))
        {
            schema.Format ??= "int32";
            schema.Minimum ??= "0";
            schema.Maximum ??= schema.Format == "int64" ? "9007199254740991" : "2147483647";
        }

        if (type.HasFlag(JsonSchemaType.Number))
        {
            schema.Format = "decimal";
            schema.Minimum ??= Text(-Rules.Largest);
            schema.Maximum ??= Text(Rules.Largest);
        }

        if (type.HasFlag(JsonSchemaType.Array))
            schema.MaxItems ??= 2000;
    }

    private static ILookup<(Type, string), IPropertyValidator> Read()
    {
        var found = new List<((Type, string) Key, IPropertyValidator Rule)>();
        foreach (
            var validator in Assembly
                .GetExecutingAssembly()
                .GetTypes()
                .Where(type =>
                    type is { IsAbstract: false, IsGenericType: false } && type.IsAssignableTo(typeof(IValidator))
                )
        )
        {
            var judged = validator.BaseType!.GetGenericArguments()[0];
            var descriptor = ((IValidator)Activator.CreateInstance(validator, nonPublic: true)!).CreateDescriptor();
            foreach (var member in descriptor.GetMembersWithValidators())
            {
                var path = member.Key.Split('.');
                var owner = path.Length == 1 ? judged : judged.GetProperty(path[0])?.PropertyType;
                if (owner is not null)
                    found.AddRange(member.Select(rule => ((owner, path[^1]), rule.Validator)));
            }
        }

        return found.ToLookup(one => one.Key, one => one.Rule);
    }

    private static string Text(object number) => Convert.ToString(number, CultureInfo.InvariantCulture)!;
}
