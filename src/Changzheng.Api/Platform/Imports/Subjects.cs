using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Everything that can be imported: a subject joins by declaring its columns and its intake here.</summary>
internal static class Subjects
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        IndicatorValueIntake.Subject,
        TicketIntake.Subject,
        MeasureIntake.Subject,
        UnitIntake.Subject,
        CalendarIntake.Subject,
    ];

    public static Subject Find(string name) =>
        All.FirstOrDefault(subject => subject.Name == name)
        ?? throw ImportRefusals.KindUnknown.Because(
            $"没有导入类型 {name}；有：{string.Join("、", All.Select(subject => subject.Name))}。",
            $"There is no import of {name}; there are {string.Join(", ", All.Select(subject => subject.Name))}."
        );

    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportWorker>().AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
        services
            .AddScoped<ImportRows>()
            .AddScoped<ImportVerdicts>()
            .AddScoped<ImportJudge>()
            .AddScoped<ImportRetention>();
        foreach (var subject in All)
            services.AddScoped(subject.Intake);
    }
}
