using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Imports;

namespace Changzheng.Api.Platform.Modules;

/// <summary>What a module says of its subject, so that the platform need not name it.</summary>
/// <param name="module">Where the module's class lies: its namespace.</param>
internal sealed class ModuleDescription(string module)
{
    private readonly List<SubjectTag> tags = [];
    private readonly List<Right> rights = [];
    private readonly List<Subject> imports = [];
    private readonly List<KeyValuePair<string, ParameterExample>> parameters = [];
    private readonly List<Type> hourly = [];
    private readonly List<Type> loaders = [];

    public IReadOnlyList<SubjectTag> Tags => tags;

    public IReadOnlyList<Right> DescribedRights => rights;

    public IReadOnlyList<Subject> Subjects => imports;

    public IReadOnlyList<KeyValuePair<string, ParameterExample>> Parameters => parameters;

    public IReadOnlyList<Type> HourlyJobs => hourly;

    public IReadOnlyList<Type> Loaders => loaders;

    /// <summary>The heading its operations stand under in the document.</summary>
    public ModuleDescription Tag(string name, string description)
    {
        var isPlatform = module.StartsWith("Changzheng.Api.Platform", StringComparison.Ordinal);
        tags.Add(new SubjectTag(name, description, isPlatform));
        return this;
    }

    /// <summary>
    /// The rights its routes need, in the order of the README's table. Each declared right is in one of these lists.
    /// </summary>
    public ModuleDescription Rights(params IEnumerable<Right> needed)
    {
        rights.AddRange(needed);
        return this;
    }

    public ModuleDescription Imports(Subject subject)
    {
        imports.Add(subject);
        return this;
    }

    /// <summary>
    /// An example, and the limits, of every parameter of this name: one name means one thing everywhere.
    /// </summary>
    public ModuleDescription Example(
        string parameter,
        JsonNode example,
        int longest = 0,
        string? pattern = null,
        string? format = null
    ) => Example(parameter, new ParameterExample(example, longest, pattern, format));

    public ModuleDescription Example(string parameter, ParameterExample example)
    {
        parameters.Add(new(parameter, example));
        return this;
    }

    /// <summary>Values of the type lie in columns as JSON text.</summary>
    public ModuleDescription JsonColumn<T>()
    {
        Columns.AddJson<T>();
        return this;
    }

    public ModuleDescription Hourly<TJob>()
        where TJob : class, IHourlyJob
    {
        hourly.Add(typeof(TJob));
        return this;
    }

    /// <summary>In the order of the modules, unless <c>Seeds:Load</c> is false.</summary>
    public ModuleDescription AtStart<TLoader>()
        where TLoader : class, IStartLoader
    {
        loaders.Add(typeof(TLoader));
        return this;
    }
}

/// <param name="Name">As the operations of the subject name it.</param>
/// <param name="Description">In English and Chinese.</param>
/// <param name="IsPlatform">Whether it is the platform's: those stand last.</param>
internal sealed record SubjectTag(string Name, string Description, bool IsPlatform);

/// <param name="Example">A value the operations take.</param>
/// <param name="Longest">How many characters it has at most; 0 where it is no text.</param>
/// <param name="Pattern">What a text looks like; the bounds every text has if omitted.</param>
/// <param name="Format">As in JSON Schema: date-time.</param>
/// <param name="Least">The least number it can be.</param>
/// <param name="Most">The greatest.</param>
internal sealed record ParameterExample(
    JsonNode Example,
    int Longest = 0,
    string? Pattern = null,
    string? Format = null,
    int? Least = null,
    int? Most = null
);
