namespace Changzheng.Api.Platform.Http;

/// <summary>An answer that is one version of a resource: its ETag begins with it, and If-Match names it.</summary>
internal interface IVersioned
{
    public int Version { get; }
}

/// <summary>Endpoint metadata: no cache may keep the answer.</summary>
internal sealed record NotCached;
