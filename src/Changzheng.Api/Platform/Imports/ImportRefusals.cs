using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Why an import is not carried out.</summary>
internal static class ImportRefusals
{
    public static readonly RefusalKind KindUnknown = new(
        404,
        "import.kind_unknown",
        "没有这种导入",
        "No such kind of import"
    );
    public static readonly RefusalKind NotFound = new(404, "import.not_found", "没有这个导入", "No such import");
    public static readonly RefusalKind Moved = new(
        409,
        "import.moved",
        "自检查以来数据已变",
        "What is there has changed since the check"
    );
    public static readonly RefusalKind Rejected = new(
        409,
        "import.rejected",
        "有行未通过，整个文件未导入",
        "Rows were rejected; nothing was taken in"
    );
    public static readonly RefusalKind GaveUp = new(
        409,
        "import.gave_up",
        "处理该文件的进程两次中断，不再重试",
        "The process died twice over this file; it is not begun again"
    );
    public static readonly RefusalKind TokenInvalid = new(
        409,
        "import.token_invalid",
        "令牌无效或已过期",
        "The token is not valid any more"
    );
    public static readonly RefusalKind Finished = new(409, "import.finished", "该导入已结束", "The import is finished");
    public static readonly RefusalKind RowDuplicate = new(
        409,
        "row.duplicate",
        "文件内键值重复",
        "The key is in the file twice"
    );
    public static readonly RefusalKind RowConflict = new(
        409,
        "row.conflict",
        "已有同键而内容不同的记录",
        "There is a record of that key with other content"
    );
}
