namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Who reported a ticket: sealed at rest, shown as 张* and 138****1234.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Phone">Their phone, mobile or fixed.</param>
public sealed record Reporter(string? Name = null, string? Phone = null)
{
    internal static Reporter Example => new("张小妹", "13812345678");
}
