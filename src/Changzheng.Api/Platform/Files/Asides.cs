using System.Buffers;
using System.Text.RegularExpressions;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// What a row is by the words it begins with, where these are none of data: a total, a signature, a remark.
/// </summary>
internal static partial class Asides
{
    private const int Longest = 60;

    private static readonly SearchValues<char> starts = SearchValues.Create(
        "合小总共累填制审复核单部分经负联报盖日备说注附数来资以第编校统分主签公时领电上科（(【*※"
    );

    /// <summary>Null for what may be data; cheap, for it is asked of every row.</summary>
    public static NoteKind? Find(ReadOnlySpan<char> cell)
    {
        var text = cell.Trim();
        if (text.IsEmpty || !starts.Contains(text[0]) && !MayTotal(text))
            return null;
        var key = Width.Key(text.Length <= Longest ? text.ToString() : text[..Longest].ToString());
        return Total().IsMatch(key) ? NoteKind.Total
            : Footer().IsMatch(key) ? NoteKind.Footer
            : Remark().IsMatch(key) ? NoteKind.Remark
            : null;
    }

    /// <summary>A total and nothing else: 合计, and not 文化中心小计.</summary>
    public static bool IsBareTotal(string cell) => BareTotal().IsMatch(Width.Key(cell));

    /// <summary>Words before a colon, and no time of day: 填报单位：党政办.</summary>
    public static bool IsLabel(string cell) => Label().IsMatch(Width.Key(cell));

    /// <summary>The unit of all figures: 单位：万元.</summary>
    public static bool IsUnit(string cell) => Unit().IsMatch(Width.Key(cell));

    /// <summary>The label of a signature, without the person's name.</summary>
    public static string Brief(NoteKind kind, string cell) =>
        kind is NoteKind.Footer ? cell.Split(':', '：')[0].Trim() : Faults.Brief(cell.Trim());

    private static bool MayTotal(ReadOnlySpan<char> text) =>
        text.Length <= 20 && text.TrimEnd(":：)） ").EndsWith("计", StringComparison.Ordinal);

    [GeneratedRegex("^.{0,12}(合计|小计|总计|共计|累计)数?(\\(.{0,10}\\))?:?$", RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex("^(总?合计|小计|总计|共计|累计|本[页月季年]?[合小总累]计)数?:?$", RegexOptions.CultureInvariant)]
    private static partial Regex BareTotal();

    private const string Signs =
        "填表|填报|制表|编制|编报|报送|报表|上报|审核|审批|审定|复核|校对|统计|经办|签发|签字|签章|主管|盖章|公章|分管|单位|部门";

    [GeneratedRegex(
        "^(("
            + Signs
            + ")?(人|人员|人签字|人签名|者|单位|部门|科室|日期|时间|负责人|领导|领导签字|联系人|联系电话|负责人签字|盖章|公章|签字|签章|电话)"
            + "(\\(.{0,8}\\))?(:.*)?|第\\d+页(,?共\\d+页)?|以下(空白|无正文)|\\(以下(空白|无正文)\\))$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Footer();

    [GeneratedRegex(
        "^([*※(【]?(备注|说明|附注|注|注意|注意事项|填表说明|填报说明|编制说明|数据来源|资料来源|来源说明)[\\d一二三四五]*[)】]?[:.、].*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline
    )]
    private static partial Regex Remark();

    [GeneratedRegex("^[^:0-9]{1,14}:", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        "^\\(?(计量|金额|货币)?单位:[^:]{0,6}(元|人|次|件|户|家|个|项|米|吨|%|‰|亩|辆|处)\\)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Unit();
}
