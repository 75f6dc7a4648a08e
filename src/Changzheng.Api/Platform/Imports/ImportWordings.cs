using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Imports;

/// <summary>How files say what an import does and what became of its rows.</summary>
internal static class ImportWordings
{
    public static readonly Wording<ImportMode> Mode = new((ImportMode.Check, "检查"), (ImportMode.Apply, "导入"));

    public static readonly Wording<Imports.OnConflict> OnConflict = new(
        (Imports.OnConflict.Update, "更新"),
        (Imports.OnConflict.Skip, "跳过"),
        (Imports.OnConflict.Refuse, "退回")
    );

    public static readonly Wording<Imports.OnError> OnError = new(
        (Imports.OnError.Atomic, "全部不导入"),
        (Imports.OnError.Skip, "只导入通过的行")
    );

    public static readonly Wording<ImportState> State = new(
        (ImportState.Queued, "排队"),
        (ImportState.Running, "进行中"),
        (ImportState.Done, "完成"),
        (ImportState.Failed, "失败"),
        (ImportState.Cancelled, "已取消")
    );

    public static readonly Wording<RowOutcome> Outcome = new(
        (RowOutcome.Created, "新增"),
        (RowOutcome.Updated, "更新"),
        (RowOutcome.Unchanged, "未变"),
        (RowOutcome.Skipped, "跳过"),
        (RowOutcome.Rejected, "退回")
    );
}
