using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Http;

/// <summary>Why something is returned.</summary>
/// <param name="Reason">What is to be put right.</param>
public sealed record ReturnRequest([property: JsonConverter(typeof(Masked))] string Reason)
{
    internal static ReturnRequest Example => new("缺第二季度佐证材料。");
}
