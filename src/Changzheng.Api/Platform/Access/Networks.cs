using System.Net;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// The networks a key may be used from, in CIDR: 10.1.0.0/16, 2001:db8::/32. None given, none excluded.
/// </summary>
internal static class Networks
{
    public static bool IsNetwork(string? text) => text is { Length: <= 49 } && IPNetwork.TryParse(text, out _);

    public static bool Cover(IReadOnlyCollection<string> networks, IPAddress? address) =>
        networks.Count == 0
        || (
            address is not null
            && networks.Any(network => IPNetwork.TryParse(network, out var range) && range.Contains(UnmapIPv4(address)))
        );

    /// <summary>An IPv4 caller on a dual-stack socket shows as ::ffff:10.1.2.3.</summary>
    public static IPAddress UnmapIPv4(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Who shares a count: an address; for IPv6 its /64, which is one customer.</summary>
    public static string Partition(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        var unmapped = UnmapIPv4(address);
        return unmapped.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(unmapped.GetAddressBytes().AsSpan(0, 8))
            : unmapped.ToString();
    }
}
