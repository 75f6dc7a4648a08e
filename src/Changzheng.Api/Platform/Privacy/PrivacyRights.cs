using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>Who reads what names or describes a citizen.</summary>
internal static class PrivacyRights
{
    /// <summary>Not the administrator: running the system gives no purpose with a citizen's phone number.</summary>
    public static readonly Right ReadPersonalData = new("readPersonalData", Role.Dispatcher, Role.Handler);
}
