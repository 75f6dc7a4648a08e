namespace Changzheng.Api.Platform.Access;

/// <summary>Who makes and ends keys.</summary>
internal static class AccessRights
{
    public static readonly Right ManageKeys = new("manageKeys", Role.Administrator);
}
