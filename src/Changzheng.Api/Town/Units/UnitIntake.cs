using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Town.Units;

/// <summary>
/// Takes in units: new ones below those that are there or stand above them in the file, and changes of known ones.
/// </summary>
internal sealed class UnitIntake(Db db, UnitTree tree, Reaches reaches, ChangeFeed changes) : Intake
{
    public static readonly Subject Subject = new(
        "units",
        "单位",
        TownRights.Amend,
        [
            new("code", "单位代码", CellKind.Text, "310107102-JW01")
            {
                Required = true,
                Longest = 32,
                Aliases = ["代码", "单位编码", "编码", "机构代码"],
            },
            new("name", "单位名称", CellKind.Text, "某居民委员会（示例）")
            {
                Required = true,
                Longest = 100,
                Aliases = ["名称", "机构名称", "部门名称"],
            },
            new("nameEn", "英文名称", CellKind.Text, "") { Longest = 200 },
            new("kind", "单位类别", CellKind.Choice, "居委会")
            {
                Required = true,
                Aliases = ["类别", "类型", "单位类型", "机构类型"],
                Values = UnitWordings.Kind.Values,
            },
            new("parent", "上级单位", CellKind.Text, "310107102")
            {
                Longest = UnitNames.Longest,
                Takes = UnitNames.Takes,
                Written = "长征镇",
                Aliases = ["上级", "上级部门", "上级机构", "主管单位"],
            },
            new("validFrom", "启用日期", CellKind.Day, ""),
            new("validTo", "停用日期", CellKind.Day, ""),
            new("predecessors", "并入单位", CellKind.List, "") { Takes = UnitNames.TakesSeveral },
            new("aliases", "别名", CellKind.List, ""),
            new("assumed", "是否推定", CellKind.Truth, "否"),
        ],
        ["code"],
        typeof(UnitIntake)
    )
    {
        IsOfTown = true,
        Carried = ["地址", "负责人", "联系人", "联系电话", "备注"],
    };

    public static readonly Exports.Table<Unit> Table = new(Subject.Title, Subject.Columns, (unit, _) => Cells(unit));

    public const string ReviseSql = """
        UPDATE Units SET Name = @Name, NameEn = @NameEn, Kind = @Kind, Parent = @Parent, ValidFrom = @ValidFrom, ValidTo = @ValidTo,
            Predecessors = @Predecessors, Aliases = @Aliases, Assumed = @Assumed
        WHERE Code = @Code
        """;

    /// <summary>As it is with the rows of the file that were found good.</summary>
    private Dictionary<string, Unit> units = [];
    private UnitNames names = null!;

    public override async Task BeginAsync(bool writing, CancellationToken ct)
    {
        (await reaches.OfCallerAsync(ct)).MustBeTown();
        units = new(await tree.AllAsync(ct), StringComparer.Ordinal);
        names = new UnitNames(units.Values);
    }

    public override Task<IReadOnlyDictionary<string, object?[]>> FindAsync(
        IReadOnlyList<Entry> entries,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyDictionary<string, object?[]>>(
            entries
                .Select(entry => entry.Key)
                .Distinct()
                .Where(units.ContainsKey)
                .ToDictionary(code => code, code => Cells(units[code]), StringComparer.Ordinal)
        );

    /// <summary>Not settled when a row is read: the units above it may stand in rows before it.</summary>
    public override bool IsSame(int place, Entry entry, object?[] before) =>
        base.IsSame(place, entry, before)
        || (Subject.Columns[place].Name, entry.Values[place], before[place]) switch
        {
            ("parent", string word, string code) => names.Find(word, out _) == code,
            ("predecessors", IReadOnlyList<string> words, IReadOnlyList<string> codes) => names
                .Translate(words)
                .SequenceEqual(codes),
            _ => false,
        };

    public override ValueTask MustTakeAsync(Entry entry, object?[]? before, CancellationToken ct)
    {
        if (names.Settle(Subject, entry.Values, "parent", "predecessors") is { Count: > 0 } faults)
            throw new RowRefused([
                .. faults.Select(one =>
                    one with
                    {
                        Fault = one.Fault with { Message = one.Fault.Message + OrderOf(one.Fault) },
                    }
                ),
            ]);
        var unit = Read(entry);
        if (!unit.Code.All(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterUpper(letter) || letter == '-'))
            throw Refusals.RequestInvalid.WithDetail(
                "单位代码由数字、大写字母和横线组成。",
                "A unit's code has digits, capitals and dashes."
            );
        if (unit.ValidTo < unit.ValidFrom)
            throw Refusals.RequestInvalid.WithDetail("停用日期早于启用日期。", "It ends before it begins.");
        if (unit.Parent is not null && UnitTree.IsWithin(units, unit.Parent, unit.Code))
            throw Refusals.RequestInvalid.WithDetail("单位不能在自己之下。", "A unit does not lie below itself.");
        units[unit.Code] = unit;
        names.Add(unit);
        return ValueTask.CompletedTask;
    }

    public override async Task WriteAsync(IReadOnlyList<Taken> taken, CancellationToken ct)
    {
        foreach (var (entry, before) in taken)
            await db.ExecuteAsync(
                before is null ? RegisterUnits.Handler.InsertSql : ReviseSql,
                RegisterUnits.Row(Read(entry)),
                ct
            );
        await changes.AppendAllAsync(
            taken.Select(one =>
                UnitChanges.Of(one.Before is null ? UnitChanges.Registered : UnitChanges.Amended, Read(one.Entry))
            ),
            ct
        );
    }

    private static string OrderOf(Fault fault) =>
        fault.Code != UnitRefusals.NotFound.Code
            ? ""
            : Words.Say("须已登记，或在文件中排在前面。", " It is registered already or stands earlier in the file.");

    private static Unit Read(Entry entry) =>
        new(
            entry.Text("code")!,
            entry.Text("name")!,
            entry.Text("nameEn"),
            entry.Choice<UnitKind>("kind")!.Value,
            entry.Text("parent"),
            entry.Of<DateOnly>("validFrom"),
            entry.Of<DateOnly>("validTo"),
            entry.Get<IReadOnlyList<string>>("predecessors") ?? [],
            entry.Get<IReadOnlyList<string>>("aliases") ?? [],
            entry.Of<bool>("assumed") ?? false
        );

    private static object?[] Cells(Unit unit) =>
        [
            unit.Code,
            unit.Name,
            unit.NameEn,
            unit.Kind.Text(),
            unit.Parent,
            unit.ValidFrom,
            unit.ValidTo,
            unit.Predecessors,
            unit.Aliases,
            unit.Assumed,
        ];
}
