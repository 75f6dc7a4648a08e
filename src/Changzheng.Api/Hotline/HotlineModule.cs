using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Hotline.Warnings;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Platform.Storage;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline;

/// <summary>Tickets of the 12345 hotline, what is done with them, and what they add up to.</summary>
internal sealed class HotlineModule : IModule
{
    public void Describe(ModuleDescription hotline) =>
        hotline
            .Tag("Hotline", "12345 tickets from registration to closing, and the four rates. 热线工单、四率。")
            .Rights(TicketRights.Read, TicketRights.Register, TicketRights.Dispatch, TicketRights.Handle)
            .Rights(TicketRights.Review, PrivacyRights.ReadPersonalData, RateRights.Amend)
            .Imports(TicketIntake.Subject)
            .JsonColumn<IReadOnlyList<SupportingUnit>>()
            .JsonColumn<IReadOnlyList<Demand>>()
            .JsonColumn<IReadOnlyList<Attachment>>()
            .Hourly<EndSuspensions>()
            .Hourly<CountTurnedTickets>()
            .Hourly<WarnOfDeadlines>()
            .Example("month", "2022-04", 7, CloseMonth.MonthPattern)
            .Example("number", "20220422-0001", 40, RegisterTicket.NumberPattern)
            .Example("registeredFrom", "2022-04-01", 10)
            .Example("registeredTo", "2022-04-30", 10)
            .Example("on", "2022-06-30", 10)
            .Example("days", 90)
            .Example("dueBefore", "2022-04-28T23:59:59+08:00", 40, format: "date-time")
            .Example("at", "2022-04-28T17:00:00+08:00", 40, format: "date-time")
            .Example("within", "PT8H", 20, "^P[0-9A-Z.]+$")
            .Example("category", "飞线充电", 64)
            .Example("neighbourhood", "310107102-JJB", 32, "^[0-9A-Z][0-9A-Z-]*$")
            .Example("channel", "hotline12345", 20, "^[a-z0-9]+$")
            .Example("definition", "town", 40, "^[a-z0-9-]+(@[0-9]+)?$")
            .Example("compare", "district", 40, "^[a-z0-9-]+(@[0-9]+)?$")
            .Example("group", "310107102-GLB", 64)
            .Example("returnReason", "notOurDuty", 30, "^[A-Za-z]+$")
            .Example("reason", "voided", 20, "^[A-Za-z]+$");

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddScoped<TicketRows>()
            .AddScoped<TicketLedger>()
            .AddScoped<FileNamer, TicketFiles>()
            .AddScoped<Deadlines, TicketDeadlines>();
        services.AddScoped<TicketCallbacks>().AddScoped<MoveTickets>();
        services.AddScoped<TownUnits>().AddScoped<ClosedMonths>();
        services.AddSingleton<History>(ClosedMonthRow.History).AddScoped<Proof, MonthProof>();
        services.AddScoped<PlanFollower, DeriveNewPlans>();
        services
            .AddScoped<DeadlineRules>()
            .AddScoped<ReturnReasons>()
            .AddScoped<CategoryRows>()
            .AddScoped<RateRows>()
            .AddScoped<DerivedRates>()
            .AddScoped<RepeatRows>();
        services.AddSingleton<History>(RateDefinitionRow.History).AddSingleton<History>(TicketEventRow.History);
        services.AddSingleton<History>(CategoryVersionRow.History);
        services.AddScoped<Proof, TicketProof>();
        services.AddScoped<RateCounts>().AddScoped<CountedMonths>().AddScoped<RateGroups>().AddScoped<HotlineFigures>();
        services.AddScoped<Upgrade, CountOldTickets>().AddScoped<Proof, CountProof>();
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var hotline = api.MapGroup("hotline").WithTags("Hotline");
        MapReading(hotline);
        MapMoves(hotline);
        ListRepeats.Map(hotline);
        CountRepeats.Map(hotline);
        DecideRepeat.Map(hotline);
        GetHotlineRates.Map(hotline);
        ListRateTickets.Map(hotline);
        ListRateDefinitions.Map(hotline);
        ReviseRateDefinition.Map(hotline);
        CloseMonth.Map(hotline);
        ListMonths.Map(hotline);
        CountComplaints.Map(api.MapGroup("plans").WithTags("Measures"));
    }

    private static void MapReading(RouteGroupBuilder hotline)
    {
        RegisterTicket.Map(hotline);
        ListTickets.Map(hotline);
        GetTicket.Map(hotline);
        ListTicketHistory.Map(hotline);
        GetWorkflow.Map(hotline);
        ListChannels.Map(hotline);
        ListCategories.Map(hotline);
        GetCategory.Map(hotline);
        ListCategoryVersions.Map(hotline);
        ReviseCategory.Map(hotline);
        ListReturnReasons.Map(hotline);
        ListReplyTemplates.Map(hotline);
        GetHandover.Map(hotline);
        ListDueTickets.Map(hotline);
        ListDisputedTickets.Map(hotline);
        ListLateEntries.Map(hotline);
    }

    private static void MapMoves(RouteGroupBuilder hotline)
    {
        DispatchTicket.Map(hotline);
        AcceptTicket.Map(hotline);
        RecordContact.Map(hotline);
        ReportInterim.Map(hotline);
        ReturnTicket.Map(hotline);
        DecideReturn.Map(hotline);
        ExtendTicket.Map(hotline);
        DecideExtension.Map(hotline);
        TransferTicket.Map(hotline);
        ReclassifyTicket.Map(hotline);
        JoinUnits.Map(hotline);
        AnswerSupport.Map(hotline);
        SplitTicket.Map(hotline);
        AnswerDemand.Map(hotline);
        SubmitTicket.Map(hotline);
        VerifyTicket.Map(hotline);
        RecordCallback.Map(hotline);
        CloseTicket.Map(hotline);
        ReworkTicket.Map(hotline);
        SuperviseTicket.Map(hotline);
        SuspendTicket.Map(hotline);
        DecideSuspension.Map(hotline);
        ResumeTicket.Map(hotline);
        VoidTicket.Map(hotline);
        DecideVoid.Map(hotline);
    }
}
