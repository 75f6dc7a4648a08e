using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Shows the table of moves.</summary>
internal static class GetWorkflow
{
    /// <param name="Statuses">Where a ticket can be.</param>
    /// <param name="Moves">What may happen there. Everything else answers 409 ticket.move_not_allowed.</param>
    public sealed record WorkflowView(IReadOnlyList<TicketStatus> Statuses, IReadOnlyList<WorkflowMove> Moves)
    {
        internal static WorkflowView Example =>
            new(
                [TicketStatus.Registered, TicketStatus.Dispatched],
                [
                    new WorkflowMove(
                        TicketAction.Dispatch,
                        TicketStatus.Registered,
                        [TicketStatus.Dispatched],
                        [Role.Dispatcher, Role.Administrator]
                    ),
                ]
            );
    }

    /// <param name="Action">The action.</param>
    /// <param name="From">The status it is taken in.</param>
    /// <param name="To">Where it leads; more than one where a decision chooses.</param>
    /// <param name="Roles">Who may ask for it.</param>
    public sealed record WorkflowMove(
        TicketAction Action,
        TicketStatus From,
        IReadOnlyList<TicketStatus> To,
        IReadOnlyList<Role> Roles
    );

    private static readonly Exports.Table<WorkflowMove> table = new(
        "工单流转规则",
        new(WorkflowView.Example.Moves[0])
        {
            { "动作", move => move.Action },
            { "前一状态", move => move.From },
            { "状态", move => move.To },
            { "角色", move => move.Roles },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("workflow", Handle)
            .WithName(nameof(GetWorkflow))
            .Needs(TicketRights.Read)
            .SendsAs(table, (WorkflowView workflow) => workflow.Moves);

    /// <summary>Read the table of moves</summary>
    /// <response code="200">The table.</response>
    internal static Ok<WorkflowView> Handle() =>
        TypedResults.Ok(
            new WorkflowView(
                Enum.GetValues<TicketStatus>(),
                [.. Workflow.Table.Select(move => new WorkflowMove(move.Action, move.From, move.To, move.Needs.Roles))]
            )
        );
}
