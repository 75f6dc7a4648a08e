using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Storage;

/// <summary>Why a file is not kept, named or given out.</summary>
internal static class StorageRefusals
{
    public static readonly RefusalKind TypeDiffers = new(
        400,
        "file.type_differs",
        "内容与文件名或所声明的类型不符",
        "The content is not what the name or the declared type says"
    );
    public static readonly RefusalKind Markup = new(
        400,
        "file.markup",
        "不接受 SVG、HTML、XML：其中可有脚本",
        "SVG, HTML and XML are not taken: they can hold scripts"
    );
    public static readonly RefusalKind Scripted = new(
        400,
        "file.scripted",
        "文件含有会运行的内容",
        "The file holds something that runs"
    );
    public static readonly RefusalKind Macros = new(400, "file.macros", "文档含有宏", "The document holds macros");
    public static readonly RefusalKind TwoTypes = new(
        400,
        "file.two_types",
        "文件同时是两种类型",
        "The file is of two types at once"
    );
    public static readonly RefusalKind NotFound = new(404, "file.not_found", "没有这个文件", "There is no such file");
    public static readonly RefusalKind TypeNotTaken = new(
        415,
        "file.type_not_taken",
        "不接受这种文件",
        "Files of this type are not taken"
    );
    public static readonly RefusalKind Unknown = new(
        422,
        "file.unknown",
        "所引用的文件不存在",
        "The file that is named is not there"
    );
    public static readonly RefusalKind Unavailable = new(
        503,
        "file.store_unavailable",
        "文件存储暂不可用，请稍后重试",
        "The store of files does not answer; try again later"
    );
}
