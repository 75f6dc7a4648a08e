using System.Collections;
using System.Text.Json;

namespace Changzheng.Api.Platform.Lists;

/// <summary>A list that is sent far more often than it changes: it is put into JSON once.</summary>
internal sealed class SentList<T>(IReadOnlyList<T> items) : IReadOnlyList<T>
    where T : class
{
    public byte[] Json => field ??= JsonSerializer.SerializeToUtf8Bytes(items, Database.Json.Stored);

    public int Count => items.Count;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
