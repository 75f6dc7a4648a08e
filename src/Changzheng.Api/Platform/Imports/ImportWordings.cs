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

    public static readonly Wording<NoteKind> Notes = new(
        (NoteKind.Sheet, "未读工作表"),
        (NoteKind.Title, "表题"),
        (NoteKind.Label, "填报信息"),
        (NoteKind.Unit, "计量单位"),
        (NoteKind.Header, "表头"),
        (NoteKind.Column, "未读列"),
        (NoteKind.Derived, "系统计算列"),
        (NoteKind.Merged, "合并单元格"),
        (NoteKind.Blank, "空行"),
        (NoteKind.Unread, "未读行"),
        (NoteKind.Repeated, "重复表头"),
        (NoteKind.Total, "合计"),
        (NoteKind.Footer, "表尾"),
        (NoteKind.Remark, "备注")
    );
}
