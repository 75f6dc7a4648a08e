using System.Text;
using System.Text.Json;
using Changzheng.Api.Platform.Operations;

namespace Changzheng.Api.Platform.Changes;

/// <summary>
/// Facts that wait for the end of a long command: the first in memory, however many more in a file that only this
/// process can read.
/// </summary>
internal sealed class HeldFacts : IDisposable
{
    private const int MostInMemory = 1000;

    private readonly List<ChangeFeed.Fact> first = [];
    private ScratchFile? rest;
    private BinaryWriter? writer;

    public bool Any => first.Count > 0;

    public void Add(ChangeFeed.Fact fact)
    {
        ChangeKinds.MustBeDeclared(fact.Kind);
        if (first.Count < MostInMemory)
        {
            first.Add(fact);
            return;
        }

        writer ??= new BinaryWriter(rest = new ScratchFile(), Encoding.UTF8);
        writer.Write(fact.Kind.Name);
        writer.Write(fact.Subject);
        writer.Write(fact.Data);
        writer.Write(JsonSerializer.Serialize(fact.Units));
        writer.Write(JsonSerializer.Serialize(fact.History));
        writer.Write(JsonSerializer.Serialize(fact.Marks));
    }

    /// <summary>In the order they were added.</summary>
    public IEnumerable<ChangeFeed.Fact> Read()
    {
        foreach (var fact in first)
            yield return fact;
        if (rest is null)
            yield break;
        rest.Position = 0;
        using var reader = new BinaryReader(rest, Encoding.UTF8, leaveOpen: true);
        while (rest.Position < rest.Length)
            yield return new ChangeFeed.Fact(
                ChangeKinds.All[reader.ReadString()],
                reader.ReadString(),
                reader.ReadString()
            )
            {
                Units = JsonSerializer.Deserialize<string?[]>(reader.ReadString()),
                History = JsonSerializer.Deserialize<string[]>(reader.ReadString())!,
                Marks = JsonSerializer.Deserialize<string[]>(reader.ReadString())!,
            };
    }

    public void Dispose() => rest?.Dispose();
}
