using System.Collections.Frozen;
using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// Finds the channel, type, category and units that a ticket's cells mean: by code, or by name in Chinese or English. A
/// category that is not listed stays as it is written, and so does a unit that returned the ticket and exists no more.
/// </summary>
internal sealed class TicketChoices(
    IReadOnlyList<DeadlineRules.ChannelRow> channels,
    IReadOnlyList<DeadlineRules.TypeRow> types,
    IReadOnlyList<CategoryRow> categories,
    IReadOnlyList<ReturnReasonRow> reasons,
    UnitNames units
)
{
    private static readonly int channelPlace = Place("channel"),
        typePlace = Place("type");
    private static readonly int categoryPlace = Place("category"),
        returnedByPlace = Place("returnedBy"),
        reasonPlace = Place("returnReason");

    private readonly FrozenDictionary<string, string> channelCodes = Codes(
        channels.Select(row => (row.Code, row.Name, (string?)row.NameEn))
    );

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> typeCodes = types
        .GroupBy(row => row.Channel)
        .ToFrozenDictionary(of => of.Key, of => Codes(of.Select(row => (row.Code, row.Name, (string?)row.NameEn))));

    private readonly FrozenDictionary<string, string> categoryCodes = Codes(
        categories.Select(row => (row.Code, row.Name, row.NameEn))
    );

    private readonly FrozenDictionary<string, string> reasonCodes = Codes(
        reasons.Select(row => (row.Code, row.Name, (string?)row.NameEn))
    );

    /// <summary>Replaces names by codes. A cell that means the stored value keeps that value.</summary>
    public IReadOnlyList<CellFault> Settle(object?[] values, object?[]? before)
    {
        var faults = units.Settle(TicketIntake.Subject, values, "neighbourhood", "unit", "countedUnit");
        if (values[returnedByPlace] is IReadOnlyList<string> returnedBy)
        {
            var codes = units.Translate(returnedBy);
            values[returnedByPlace] =
                before?[returnedByPlace] is IReadOnlyList<string> there && units.Translate(there).SequenceEqual(codes)
                    ? there
                    : codes;
        }

        if (values[categoryPlace] is string category)
        {
            var code = CategoryOf(category);
            values[categoryPlace] = before?[categoryPlace] is string there && CategoryOf(there) == code ? there : code;
        }

        if (values[reasonPlace] is string reason)
        {
            if (Find(reasonCodes, reason) is not { } code)
                faults = [.. faults, new CellFault("returnReason", NoReason(reason))];
            else
                values[reasonPlace] = code;
        }

        return SettleType(values, before) is { } fault ? [.. faults, fault] : faults;
    }

    /// <summary>Null if the channel has the type; the channel is the hotline if omitted.</summary>
    public Fault? FindFault(string? channel, string type) =>
        FindType(channel ?? RateScope.Hotline, type) is null ? NoType(channel ?? RateScope.Hotline, type) : null;

    /// <summary>
    /// A type belongs to a channel. If the file omits the channel, it is the stored ticket's.
    /// </summary>
    private CellFault? SettleType(object?[] values, object?[]? before)
    {
        if (values[channelPlace] is string word)
        {
            if (Find(channelCodes, word) is not { } found)
                return new CellFault("channel", NoChannel(word));
            values[channelPlace] = found;
        }

        if (values[typePlace] is not string type)
            return null;
        var channel = (string?)values[channelPlace];
        if (FindType(channel ?? RateScope.Hotline, type) is { } code)
            values[typePlace] = code;
        else if (channel is not null || before is not null)
            return new CellFault("type", NoType(channel ?? RateScope.Hotline, type));
        return null;
    }

    private string? FindType(string channel, string word) =>
        typeCodes.TryGetValue(channel, out var codes) ? Find(codes, word) : null;

    private string CategoryOf(string word) => Find(categoryCodes, word) ?? word;

    private Fault NoChannel(string word) =>
        FileRefusals.CellNotChoice.Fault(
            $"“{Faults.Brief(word)}”不在可选值中：{string.Join('、', channels.Select(row => row.Name))}。",
            $"\"{Faults.Brief(word)}\" is not one of {string.Join(", ", channels.Select(row => row.Code))}.",
            Closest.To(word, channels.SelectMany(row => new[] { row.Name, row.Code }))
        );

    private Fault NoReason(string word) =>
        FileRefusals.CellNotChoice.Fault(
            $"“{Faults.Brief(word)}”不在可选值中：{string.Join('、', reasons.Select(row => row.Name))}。",
            $"\"{Faults.Brief(word)}\" is not one of {string.Join(", ", reasons.Select(row => row.Code))}.",
            Closest.To(word, reasons.SelectMany(row => new[] { row.Name, row.Code }))
        );

    private Fault NoType(string channel, string word)
    {
        var name = channels.FirstOrDefault(row => row.Code == channel)?.Name ?? channel;
        var has = types.Where(row => row.Channel == channel).ToList();
        return TicketRefusals.TypeUnknown.Fault(
            $"渠道“{name}”没有类型“{Faults.Brief(word)}”；有：{string.Join('、', has.Select(row => row.Name))}。",
            $"Channel {channel} has no type \"{Faults.Brief(word)}\"; it has "
                + $"{string.Join(", ", has.Select(row => row.Code))}.",
            Closest.To(word, has.SelectMany(row => new[] { row.Name, row.Code }))
        );
    }

    private static string? Find(FrozenDictionary<string, string> codes, string word) =>
        !codes.TryGetValue(word, out var code) ? codes.GetValueOrDefault(Width.Key(word))
        : code == word ? word
        : code;

    /// <summary>
    /// By code, by code ignoring case, then by name. A name that two have matches neither.
    /// </summary>
    private static FrozenDictionary<string, string> Codes(IEnumerable<(string Code, string Name, string? NameEn)> rows)
    {
        var listed = rows.ToList();
        var codes = listed.ToDictionary(row => row.Code, row => row.Code, StringComparer.Ordinal);
        foreach (var row in listed)
            codes.TryAdd(Width.Key(row.Code), row.Code);
        var names = listed.SelectMany(
            row => new[] { row.Name, row.NameEn ?? "" },
            (row, name) => (Key: Width.Key(name), row.Code)
        );
        foreach (var name in names.Distinct().ToLookup(name => name.Key, name => name.Code))
            if (name.Key.Length > 0 && name.Count() == 1)
                codes.TryAdd(name.Key, name.First());
        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static int Place(string column) => TicketIntake.Subject[column];
}
