using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Who sends files.</summary>
internal static class ImportRights
{
    /// <summary>What a file holds also takes the right to do the same by hand.</summary>
    public static readonly Right Import = new(
        "import",
        Role.Reporter,
        Role.Dispatcher,
        Role.Administrator,
        Role.Integration
    );
}
