using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Files;

/// <summary>Why a file or a cell of it cannot be read.</summary>
internal static class FileRefusals
{
    public static readonly RefusalKind FileEmpty = new(400, "file.empty", "文件是空的", "The file is empty");
    public static readonly RefusalKind FileBinary = new(400, "file.binary", "不是文本文件", "Not a text file");
    public static readonly RefusalKind FileCharsetUnknown = new(
        400,
        "file.charset_unknown",
        "不支持所声明的编码",
        "The declared charset is not taken"
    );
    public static readonly RefusalKind FileEncodingBroken = new(
        400,
        "file.encoding_broken",
        "文字编码有误",
        "The text does not decode"
    );
    public static readonly RefusalKind FileTruncated = new(400, "file.truncated", "文件不完整", "The file is cut off");
    public static readonly RefusalKind FileMalformed = new(
        400,
        "file.malformed",
        "文件格式有误",
        "The file is malformed"
    );
    public static readonly RefusalKind FileEncrypted = new(
        400,
        "file.encrypted",
        "文件有密码",
        "The file has a password"
    );
    public static readonly RefusalKind FileOldWorkbook = new(
        400,
        "file.old_workbook",
        "旧版 xls 工作簿",
        "An xls workbook of the old kind"
    );
    public static readonly RefusalKind FileUnpacksTooLarge = new(
        400,
        "file.unpacks_too_large",
        "解压后过大",
        "It unpacks too large"
    );
    public static readonly RefusalKind FileTooManyColumns = new(
        400,
        "file.too_many_columns",
        "列数过多",
        "Too many columns"
    );
    public static readonly RefusalKind FileTooManyRows = new(400, "file.too_many_rows", "行数过多", "Too many rows");
    public static readonly RefusalKind FileCellTooLong = new(
        400,
        "file.cell_too_long",
        "单元格过长",
        "A cell is too long"
    );
    public static readonly RefusalKind FileHeaderUnknown = new(
        400,
        "file.header_unknown",
        "没有这一列",
        "No such column"
    );
    public static readonly RefusalKind FileHeaderDoubled = new(
        400,
        "file.header_doubled",
        "同一列出现两次",
        "A column is there twice"
    );
    public static readonly RefusalKind FileHeaderMissing = new(
        400,
        "file.header_missing",
        "缺少必填列",
        "A required column is missing"
    );
    public static readonly RefusalKind FileRowAboveHeader = new(
        400,
        "file.row_above_header",
        "表头之上有像数据的行",
        "A row above the header may be data"
    );
    public static readonly RefusalKind RowAmidData = new(
        400,
        "row.amid_data",
        "合计、签署或备注行在数据中间",
        "A total, a signature or a remark amid the data"
    );
    public static readonly RefusalKind RowUnclear = new(
        400,
        "row.unclear",
        "不能断定是合计还是数据",
        "It may be a total or data"
    );
    public static readonly RefusalKind CellMergedFigure = new(
        400,
        "cell.merged_figure",
        "数字的单元格合并了几行",
        "A figure's cell is merged over several rows"
    );
    public static readonly RefusalKind CellRequired = new(400, "cell.required", "此格必填", "The cell is required");
    public static readonly RefusalKind CellGarbled = new(
        400,
        "cell.garbled",
        "含有乱码字符",
        "It holds broken characters"
    );
    public static readonly RefusalKind CellNotWhole = new(400, "cell.not_whole", "不是整数", "Not a whole number");
    public static readonly RefusalKind CellNotNumber = new(400, "cell.not_number", "不是数字", "Not a number");
    public static readonly RefusalKind CellUnitWritten = new(
        400,
        "cell.unit_written",
        "数字后写了单位",
        "A unit is written with the number"
    );
    public static readonly RefusalKind CellUnitMismatched = new(
        400,
        "cell.unit_mismatched",
        "单位与计量单位不符",
        "The unit is not the unit of measure"
    );
    public static readonly RefusalKind CellAmbiguous = new(
        400,
        "cell.ambiguous",
        "名称所指不止一个",
        "More than one goes by that name"
    );
    public static readonly RefusalKind CellNotDay = new(400, "cell.not_day", "不是日期", "Not a day");
    public static readonly RefusalKind CellNotInstant = new(400, "cell.not_instant", "不是时间", "Not a time");
    public static readonly RefusalKind CellNotTruth = new(
        400,
        "cell.not_truth",
        "不是“是”或“否”",
        "Neither yes nor no"
    );
    public static readonly RefusalKind CellNotChoice = new(
        400,
        "cell.not_choice",
        "不在可选值中",
        "Not one of the allowed values"
    );
    public static readonly RefusalKind CellBeyondHeader = new(
        400,
        "cell.beyond_header",
        "该格上方没有列名",
        "There is no header above the cell"
    );
    public static readonly RefusalKind CellFormulaFailed = new(
        400,
        "cell.formula_failed",
        "公式结果有误",
        "The formula failed"
    );
    public static readonly RefusalKind CellNested = new(
        400,
        "cell.nested",
        "值须为单个值",
        "A cell holds a single value"
    );
    public static readonly RefusalKind CellPropertyUnknown = new(
        400,
        "cell.property_unknown",
        "没有这个属性",
        "No such property"
    );
    public static readonly RefusalKind CellPropertyDoubled = new(
        400,
        "cell.property_doubled",
        "属性重复",
        "A property is there twice"
    );
}
