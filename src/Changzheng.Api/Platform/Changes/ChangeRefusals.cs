using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Changes;

/// <summary>Why the change feed does not answer.</summary>
internal static class ChangeRefusals
{
    public static readonly RefusalKind Gone = new(
        410,
        "changes.gone",
        "变更位置已失效",
        "The position means nothing any more"
    );
}
