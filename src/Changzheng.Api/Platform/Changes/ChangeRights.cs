using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Platform.Changes;

/// <summary>Who reads the change feed.</summary>
internal static class ChangeRights
{
    public static readonly Right Read = new(
        "readChanges",
        Role.Reviewer,
        Role.Auditor,
        Role.Administrator,
        Role.Integration
    );
}
