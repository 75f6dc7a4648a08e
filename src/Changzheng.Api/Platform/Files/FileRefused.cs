namespace Changzheng.Api.Platform.Files;

/// <summary>A file that cannot be read at all: the whole of it is refused.</summary>
internal sealed class FileRefused(Fault fault, int? row = null) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;

    /// <summary>The row it was noticed at, numbered as <see cref="RawRow"/>; null where it is no row's.</summary>
    public int? Row { get; } = row;
}
