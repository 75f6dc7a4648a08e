using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Town.Calendar;

/// <summary>Which days are working days, and the deadlines that count them.</summary>
internal sealed class CalendarModule : IModule
{
    public void Describe(ModuleDescription calendar) =>
        calendar
            .Tag("Calendar", "Working days by the notices, deadlines with their proof. 工作日历、期限。")
            .Rights(CalendarRights.Amend)
            .Imports(CalendarIntake.Subject)
            .Example("from", "2022-04-01", 40)
            .Example("to", "2022-04-30", 10)
            .Example("workingDays", 5)
            .Example("year", 2022);

    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddScoped<Holidays>();

    public void Map(IEndpointRouteBuilder api)
    {
        var calendar = api.MapGroup("calendar").WithTags("Calendar");
        GetCalendar.Map(calendar);
        AmendCalendar.Map(calendar);
        ExplainDeadline.Map(calendar);
    }
}
