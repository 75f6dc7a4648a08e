using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>
/// Enterprises, which are no persons; and accounts and house numbers in free text, which are a person's.
/// </summary>
internal static partial class Masking
{
    private static readonly SearchValues<char> houseWords = SearchValues.Create("弄号室幢栋");

    /// <summary>Whether a name is a company's, a shop's or another body's: it is told by its last word.</summary>
    public static bool IsEnterprise(string? name) =>
        name is not null && EnterpriseName().IsMatch(Folded.Of(name.Trim()).Letters);

    /// <summary>A phone as it is shown: the fixed number of an enterprise is no person's.</summary>
    public static string? Phone(string? phone, string? name) =>
        IsEnterprise(name) && Digits(phone) is { } digits && !digits.StartsWith('1') ? phone : Phone(phone);

    /// <summary>WeChat and QQ numbers, where a word before them says that they are one.</summary>
    private static string HideAccounts(string text) =>
        Account().IsMatch(Folded.Of(text).Letters) ? HideParts(text, Account(), "account") : text;

    /// <summary>What stands behind a road or an estate, down to the room; and a room by itself.</summary>
    private static string HideHouses(string text) =>
        text.AsSpan().IndexOfAny(houseWords) < 0 ? text : HideParts(text, House(), "house");

    private static string HideParts(string text, Regex pattern, string part)
    {
        var (folded, shown, from) = (Folded.Of(text), new StringBuilder(), 0);
        foreach (Match match in pattern.Matches(folded.Letters))
        {
            var hidden = match.Groups[part];
            shown.Append(text, from, folded.Places[hidden.Index] - from).Append("***");
            from = folded.Places[hidden.Index + hidden.Length - 1] + 1;
            // A digit beyond the first plane takes two units.
            if (from < text.Length && char.IsLowSurrogate(text[from]))
                from++;
        }

        return from == 0 ? text : shown.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>A fixed number right behind an enterprise's name is the enterprise's.</summary>
    private static bool IsOfEnterprise(string letters, int at) =>
        EnterprisePhone().IsMatch(letters.AsSpan(Math.Max(0, at - 30), Math.Min(30, at)));

    private const string Bodies =
        "公司|集团|合作社|事务所|商行|经营部|门市部|工厂|银行|支行|医院|学校|幼儿园|超市|酒店|饭店|宾馆|居委会|居民委员会|村委会|业委会|业主委员会|协会";

    [GeneratedRegex(
        $@"^(?:[^\s,;、()]{{2,}}(?:\([^()]*\)[^\s,;、()]*)?(?:{Bodies})|[A-Za-z0-9 .,&'-]{{2,}}(?i:co\.?,? ?ltd\.?))(?:\([^()]*\))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex EnterpriseName();

    [GeneratedRegex(
        $@"(?:{Bodies})(?:的)?(?:联系|固定|服务|值班|客服)?(?:电话|座机|总机|前台|热线)?(?:号码|号)?(?:是|为)?[ :()]*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex EnterprisePhone();

    // A mobile number that is somebody's WeChat is hidden as a mobile number.
    [GeneratedRegex(
        @"(?:微信|薇信|威信|(?<![A-Za-z0-9])(?i:wechat|weixin|wx|vx)(?![A-Za-z])|[Vv]信|加[Vv微]|扣扣|(?<![A-Za-z0-9])(?i:qq)(?![A-Za-z]))(?:号码|同号|账号|帐号|号|id|ID)?(?:是|为|叫)?[ :;=,]{0,3}(?!1[3-9][0-9]{9}(?![0-9]))(?<account>[A-Za-z][A-Za-z0-9_-]{4,19}|[0-9][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9@])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Account();

    private const string Count = "[0-9〇零一二三四五六七八九十百]{1,6}";

    private const string Block = "号楼(?![道梯下上顶])";

    // Lane, number, building, unit, storey and room, as many as there are.
    [GeneratedRegex(
        $@"(?<=路|街|大道|巷|村|苑|园|小区|公寓|花园|坊|城|邨)(?<house>{Count}(?:[-—]{Count})?(?:弄|支弄|{Block}|号(?!线|文|令|通知|院子?里)|幢|栋)(?:{Count}(?:弄|支弄|{Block}|号|幢|栋|座|单元|层|楼|室|户))*(?:[0-9]{{2,5}}(?![0-9年月日元]))?)|(?<house>(?<![0-9*])[0-9]{{1,5}}弄(?:{Count}(?:{Block}|号|幢|栋|座|单元|层|楼|室|户))+)|(?<house>(?<![0-9*])[0-9]{{1,4}}(?:{Block}|号|幢|栋)(?:{Count}(?:单元|层|楼))?[0-9]{{2,5}}室)|(?<house>(?<![0-9*])[0-9]{{3,4}})(?=室)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex House();
}
