using System.Runtime.CompilerServices;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Reads how far one's imports are: all of them, one, or one as it goes.</summary>
internal static class GetImport
{
    private static readonly TimeSpan beat = TimeSpan.FromMilliseconds(500);

    private static readonly Exports.Table<ImportView> table = new(
        "导入",
        new(ImportView.Example)
        {
            { "导入标识", import => import.Id },
            { "导入类型", import => import.Kind },
            { "方式", import => import.Mode },
            { "冲突处理", import => import.OnConflict },
            { "出错处理", import => import.OnError },
            { "状态", import => import.State },
            { "文件名", import => import.FileName },
            { "文件字节数", import => import.FileBytes },
            { "读取行数", import => import.Rows.Read },
            { "新增行数", import => import.Rows.Created },
            { "更新行数", import => import.Rows.Updated },
            { "未变行数", import => import.Rows.Unchanged },
            { "跳过行数", import => import.Rows.Skipped },
            { "退回行数", import => import.Rows.Rejected },
            { "进度", import => import.Progress, Shown.AsPercentage },
            { "每秒行数", import => import.RowsPerSecond },
            { "剩余秒数", import => import.SecondsLeft },
            { "令牌", import => import.Token },
            { "重新开始次数", import => import.Resumed },
            { "失败代码", import => import.Problem!.Code },
            { "失败原因", import => import.Problem!.Detail },
            { "notes", "未作数据的内容", import => import.Notes.Select(note => note.Detail) },
            { "上传时间", import => import.CreatedAt },
            { "上传人", import => import.CreatedBy },
            { "开始时间", import => import.StartedAt },
            { "完成时间", import => import.FinishedAt },
        }
    );

    public static void Map(IEndpointRouteBuilder imports)
    {
        imports
            .MapGet("", HandleAll)
            .WithName("ListImports")
            .Needs(ImportRights.Import)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);
        imports
            .MapGet("{id}", Handle)
            .WithName(nameof(GetImport))
            .Needs(ImportRights.Import)
            .Refuses(ImportRefusals.NotFound);
        imports
            .MapGet("{id}/stream", HandleStream)
            .WithName("StreamImport")
            .Needs(ImportRights.Import)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .Produces<ImportView>(StatusCodes.Status200OK, "text/event-stream")
            .Refuses(ImportRefusals.NotFound);
    }

    /// <summary>List one's imports</summary>
    /// <response code="200">One page of imports, the latest first.</response>
    internal static async Task<Ok<Page<ImportView>>> HandleAll(
        ImportRows rows,
        ImportWorker worker,
        Caller caller,
        TimeProvider clock,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    )
    {
        var found = await rows.ListOwnAsync(caller.Id, page.After, page.Limit + 1, ct);
        return TypedResults.Ok(
            page.Answer([.. found.Select(import => ViewOf(import, worker, clock))], import => import.Id)
        );
    }

    /// <summary>Read how far an import is</summary>
    /// <param name="id">The import.</param>
    /// <response code="200">The import.</response>
    internal static async Task<Ok<ImportView>> Handle(
        ImportRows rows,
        ImportWorker worker,
        TimeProvider clock,
        string id,
        CancellationToken ct
    ) => TypedResults.Ok(ViewOf(await rows.GetAsync(id, ct), worker, clock));

    /// <summary>Follow an import to its end</summary>
    /// <remarks>
    /// Server-sent events named progress, the last of them the finished import; then the stream ends.
    /// </remarks>
    /// <param name="id">The import.</param>
    /// <response code="200">The import, twice a second.</response>
    internal static async Task<IResult> HandleStream(
        ImportRows rows,
        ImportWorker worker,
        IHostApplicationLifetime lifetime,
        TimeProvider clock,
        string id,
        CancellationToken ct
    )
    {
        var first = ViewOf(await rows.GetAsync(id, ct), worker, clock);
        return TypedResults.ServerSentEvents(FollowAsync(first, ct), "progress");

        async IAsyncEnumerable<ImportView> FollowAsync(
            ImportView import,
            [EnumeratorCancellation] CancellationToken ended
        )
        {
            yield return import;
            while (!import.IsFinished && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await Task.Delay(beat, ended);
                import = ViewOf(await rows.GetAsync(id, ended), worker, clock);
                yield return import;
            }
        }
    }

    private static ImportView ViewOf(Import import, ImportWorker worker, TimeProvider clock) =>
        (
            import.State == ImportState.Running && worker.Of(import.Id) is { } pulse
                ? import with
                {
                    Progress = pulse.Progress,
                    RowsRead = pulse.Rows.Read,
                    RowsCreated = pulse.Rows.Created,
                    RowsUpdated = pulse.Rows.Updated,
                    RowsUnchanged = pulse.Rows.Unchanged,
                    RowsSkipped = pulse.Rows.Skipped,
                    RowsRejected = pulse.Rows.Rejected,
                }
                : import
        ).View(clock.GetUtcNow());
}
