using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Changzheng.Api.Platform.Http;

/// <summary>
/// Parameters that bind themselves as one value, such as limit, cursor and count. A handler takes the value; the
/// OpenAPI document, the filter for unknown parameters and the one for impossible values read here which parameters it
/// stands for.
/// </summary>
internal interface IParameterGroup
{
    /// <summary>The values as the caller gave them, by the name of their parameter.</summary>
    public IEnumerable<(string Name, object? Value)> Given { get; }

    /// <summary>
    /// Refuses what the group does not allow. A filter calls it before the handler, and not the binding, so that an
    /// unknown parameter is still named first.
    /// </summary>
    public void Check();
}

/// <summary>Endpoint metadata: what one argument of the handler stands for.</summary>
internal sealed record ParameterGroup(string Argument, IReadOnlyList<GroupedParameter> Parameters)
{
    /// <summary>A value of the query, read as the framework reads a parameter of that type.</summary>
    public static T? Read<T>(HttpContext context, string name)
        where T : struct, IParsable<T>
    {
        var text = (string?)context.Request.Query[name];
        if (text is null)
            return null;
        return T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unreadable.ExplainParameter(name, typeof(T));
    }
}

/// <param name="Type">What the document says its type is.</param>
/// <param name="Source">Query or header.</param>
internal sealed record GroupedParameter(string Name, Type Type, string Description, BindingSource Source);
