using System.Text.Json.Serialization;
using Changzheng.Api.Access;

namespace Changzheng.Api.Http;

/// <summary>Why something is returned.</summary>
/// <param name="Reason">What is to be put right.</param>
public sealed record ReturnRequest([property: JsonConverter(typeof(Masked))] string Reason)
{
    internal static ReturnRequest Example => new("缺第二季度佐证材料。");
}
