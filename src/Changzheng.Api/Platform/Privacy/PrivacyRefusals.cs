using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>Why personal data is not shown or taken.</summary>
internal static class PrivacyRefusals
{
    public static readonly RefusalKind PhoneInvalid = new(400, "phone.invalid", "不是电话号码", "Not a phone number");
    public static readonly RefusalKind PurposeNeeded = new(400, "purpose.needed", "须写明用途", "A purpose is needed");
}
