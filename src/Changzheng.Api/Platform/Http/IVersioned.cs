namespace Changzheng.Api.Platform.Http;

/// <summary>An answer that shows the version of its resource: its ETag begins with it, so that no slice sets the header.</summary>
internal interface IVersioned
{
    public int Version { get; }
}
