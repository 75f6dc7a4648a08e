using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Why a rate is not answered.</summary>
internal static class RateRefusals
{
    public static readonly RefusalKind DefinitionNotFound = new(
        404,
        "rate.definition_not_found",
        "没有这个口径",
        "No such rate definition"
    );
}
