using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Imports;

namespace Changzheng.Api.Platform.Modules;

/// <summary>What all modules say of their subjects, in the order Program.cs lists them.</summary>
internal sealed class Catalogue
{
    public Catalogue(IReadOnlyList<IModule> modules)
    {
        var described = modules.Select(Describe).ToList();
        Tags = [.. described.SelectMany(module => module.Tags).OrderBy(tag => tag.IsPlatform)];
        Rights = [.. described.SelectMany(module => module.DescribedRights).Distinct()];
        Imports = [.. described.SelectMany(module => module.Subjects)];
        Parameters = OnceEach(described.SelectMany(module => module.Parameters));
        HourlyJobs = [.. described.SelectMany(module => module.HourlyJobs)];
        Loaders = [.. described.SelectMany(module => module.Loaders)];
        MustBeWhole();
    }

    public IReadOnlyList<SubjectTag> Tags { get; }

    public IReadOnlyList<Right> Rights { get; }

    public IReadOnlyList<Subject> Imports { get; }

    /// <summary>By the parameter's name.</summary>
    public IReadOnlyDictionary<string, ParameterExample> Parameters { get; }

    public IReadOnlyList<Type> HourlyJobs { get; }

    public IReadOnlyList<Type> Loaders { get; }

    /// <summary>What is imported under that name.</summary>
    public Subject GetImport(string name) =>
        Imports.FirstOrDefault(subject => subject.Name == name)
        ?? throw ImportRefusals.KindUnknown.WithDetail(
            $"没有导入类型 {name}；有：{string.Join("、", Imports.Select(subject => subject.Name))}。",
            $"There is no import of {name}; there are {string.Join(", ", Imports.Select(subject => subject.Name))}."
        );

    private static ModuleDescription Describe(IModule module)
    {
        var description = new ModuleDescription(module.GetType().Namespace!);
        module.Describe(description);
        return description;
    }

    private static Dictionary<string, ParameterExample> OnceEach(
        IEnumerable<KeyValuePair<string, ParameterExample>> parameters
    )
    {
        var byName = new Dictionary<string, ParameterExample>(StringComparer.Ordinal);
        foreach (var (name, example) in parameters)
            if (!byName.TryAdd(name, example))
                throw new InvalidOperationException($"Two modules describe the parameter {name}.");
        return byName;
    }

    /// <summary>A right that no module describes would be missing from the document and the README.</summary>
    private void MustBeWhole()
    {
        if (Access.Rights.All.Except(Rights).FirstOrDefault() is { } forgotten)
            throw new InvalidOperationException($"No module describes the right {forgotten}.");
        if (Imports.GroupBy(subject => subject.Name).FirstOrDefault(named => named.Count() > 1) is { } duplicate)
            throw new InvalidOperationException($"Two modules import {duplicate.Key}.");
    }
}
