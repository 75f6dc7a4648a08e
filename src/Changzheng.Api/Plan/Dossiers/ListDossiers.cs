using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>The list every kind of dossier has. The class that maps it describes it.</summary>
internal static class ListDossiers
{
    internal sealed record Query(DossierSubject Subject, DossierRows.Wanted Wanted, string After, int Take)
        : IQuery<Found>;

    /// <param name="Dossiers">One more than the page holds, where there are more.</param>
    /// <param name="Sight">What their views need.</param>
    internal sealed record Found(IReadOnlyList<Dossier> Dossiers, DossierSight Sight);

    /// <param name="slice">The class whose doc comment describes the operation, and whose name it has.</param>
    /// <param name="route">Empty for the list itself; {rollout}/members for parts.</param>
    /// <param name="table">The list as a file.</param>
    public static void MapList<T, TView>(
        this IEndpointRouteBuilder group,
        DossierSubject<T, TView> subject,
        Type slice,
        string route,
        Exports.Table<TView> table
    )
        where T : Dossier
        where TView : IVersioned
    {
        var listing = new Listing<T, TView>(subject);
        group
            .MapGet(
                route,
                route.Length > 0 ? listing.HandlePartsAsync
                    : subject.ParentKind is null ? listing.HandleAsync
                    : listing.HandleAllPartsAsync
            )
            .WithName(slice.Name)
            .WithMetadata(new MoveSlice(slice))
            .Needs(subject.Reads)
            .SendsAs(table)
            .Refuses([
                Refusals.RequestInvalid,
                Refusals.CursorInvalid,
                .. subject.ParentKind is null ? Array.Empty<RefusalKind>() : [subject.WholeNotFound],
            ]);
    }

    private sealed class Listing<T, TView>(DossierSubject<T, TView> subject)
        where T : Dossier
        where TView : IVersioned
    {
        /// <param name="plan">Only this plan's.</param>
        /// <param name="measure">Only those that answer for this measure: 4.2.5.</param>
        /// <param name="unit">Only those this unit leads.</param>
        /// <param name="status">Only this status.</param>
        /// <param name="dueOnBefore">Only those due before this day.</param>
        /// <param name="q">Only those whose title contains this text.</param>
        /// <response code="200">One page, by code.</response>
        public Task<Ok<Page<TView>>> HandleAsync(
            IMediator mediator,
            string? plan,
            string? measure,
            string? unit,
            string? status,
            DateOnly? dueOnBefore,
            string? q,
            [Only("limit", "cursor")] Paging page,
            CancellationToken ct
        ) =>
            AnswerAsync(
                mediator,
                new DossierRows.Wanted
                {
                    PlanCode = plan,
                    Measure = measure,
                    Unit = unit,
                    Status = status,
                    DueBefore = dueOnBefore,
                    Text = q,
                },
                page,
                ct
            );

        /// <param name="unit">Only those this unit leads.</param>
        /// <param name="status">Only this status.</param>
        /// <param name="dueOnBefore">Only those due before this day.</param>
        /// <param name="q">Only those whose title contains this text.</param>
        /// <response code="200">One page, by code.</response>
        public Task<Ok<Page<TView>>> HandlePartsAsync(
            IMediator mediator,
            DossierPath path,
            string? unit,
            string? status,
            DateOnly? dueOnBefore,
            string? q,
            [Only("limit", "cursor")] Paging page,
            CancellationToken ct
        ) =>
            AnswerAsync(
                mediator,
                new DossierRows.Wanted
                {
                    Parent = path.First,
                    Unit = unit,
                    Status = status,
                    DueBefore = dueOnBefore,
                    Text = q,
                },
                page,
                ct
            );

        /// <param name="plan">Only this plan's.</param>
        /// <param name="campaign">Only this campaign's.</param>
        /// <param name="unit">Only those of this unit.</param>
        /// <param name="status">Only this status.</param>
        /// <param name="dueOnBefore">Only those due before this day.</param>
        /// <param name="q">Only those whose title contains this text.</param>
        /// <response code="200">One page, by code.</response>
        public Task<Ok<Page<TView>>> HandleAllPartsAsync(
            IMediator mediator,
            string? plan,
            string? campaign,
            string? unit,
            string? status,
            DateOnly? dueOnBefore,
            string? q,
            [Only("limit", "cursor")] Paging page,
            CancellationToken ct
        ) =>
            AnswerAsync(
                mediator,
                new DossierRows.Wanted
                {
                    Parent = campaign,
                    PlanCode = plan,
                    Unit = unit,
                    Status = status,
                    DueBefore = dueOnBefore,
                    Text = q,
                },
                page,
                ct
            );

        private async Task<Ok<Page<TView>>> AnswerAsync(
            IMediator mediator,
            DossierRows.Wanted wanted,
            Paging page,
            CancellationToken ct
        )
        {
            var query = new Query(subject, wanted, page.After ?? "", page.Limit + 1);
            var (found, sight) = await mediator.Send(query, ct);
            var cut = page.Answer(found, dossier => dossier.Code);
            var views = cut.Items.Select(dossier => subject.View((T)dossier, sight));
            return TypedResults.Ok(new Page<TView>([.. views], cut.Next));
        }
    }

    internal sealed class Handler(DossierRows rows, DossierSubjects subjects) : IQueryHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var (statuses, status) = (query.Subject.Statuses, query.Wanted.Status);
            if (status is not null && statuses.Count > 0 && !statuses.Contains(status))
                throw Refusals
                    .RequestInvalid.WithDetail(
                        $"status 可为：{string.Join("、", statuses)}。",
                        $"status is one of {string.Join(", ", statuses)}."
                    )
                    .With("errors", new Dictionary<string, string[]> { ["status"] = [.. statuses] });
            if (query.Wanted.Parent is { } parent)
                await rows.GetAsync(subjects.WholeOf(query.Subject), parent, cancellationToken);
            var found = await rows.PageAsync(query.Subject, query.Wanted, query.After, query.Take, cancellationToken);
            return new Found(found, await rows.SightAsync(found, cancellationToken));
        }
    }
}
