using System.Text.Json;
using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Seeds;

/// <summary>
/// Loads the files of seeds/ through the same commands callers use. What is there already is left alone.
/// </summary>
internal sealed class SeedLoader(IMediator mediator, Db db, IConfiguration configuration, ILogger<SeedLoader> log)
    : IStartLoader
{
    private static readonly JsonSerializerOptions Reading = new(Json.Stored)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    private string Root => configuration["Seeds:Path"] ?? Path.Combine(AppContext.BaseDirectory, "seeds");

    /// <summary>All of it or nothing: a start that fails half-way leaves an empty database for the next.</summary>
    public Task LoadAsync(CancellationToken ct) =>
        db.TransactAsync(
            async () =>
            {
                await LoadAllAsync(ct);
                return true;
            },
            ct
        );

    private async Task LoadAllAsync(CancellationToken ct)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "calendar"), "*.json").Order(StringComparer.Ordinal))
            await mediator.Send(await ReadAsync<LoadNotice.Command>(file, ct), ct);
        if ((await db.QueryAsync<string>(ListIndicators.Handler.PlansSql, null, ct)).Count == 0)
            await LoadPlanAsync(ct);
        await LoadHotlineAsync(ct);
    }

    private async Task LoadPlanAsync(CancellationToken ct)
    {
        var folder = Path.Combine(Root, "changzheng-2022");
        await mediator.Send(
            new RegisterUnits.Command(await ReadAsync<List<Town.Units.Unit>>(Path.Combine(folder, "units.json"), ct)),
            ct
        );
        var plan = await ReadPlanAsync(folder, ct);
        await mediator.Send(new IssuePlan.Command(plan), ct);
        await new DeliverySeeds(mediator).LoadAsync(
            await ReadAsync<System.Text.Json.Nodes.JsonObject>(Path.Combine(folder, "delivery.json"), ct),
            plan.Code,
            plan.IssuedOn,
            ct
        );
        log.LogInformation(
            "Loaded plan {Plan}: {Measures} measures, {Indicators} indicators",
            plan.Code,
            plan.Measures.Count,
            plan.Indicators.Count
        );
        if (!configuration.GetValue("Seeds:Demo", false))
            return;
        await (await ReadAsync<DemoYear>(Path.Combine(folder, "demo.json"), ct)).LoadAsync(mediator, plan.Code, ct);
        log.LogWarning("Loaded the synthetic year of the demonstration: none of its figures is real");
    }

    private async Task LoadHotlineAsync(CancellationToken ct)
    {
        if (
            !await mediator.Send(
                await ReadAsync<LoadHotline.Command>(Path.Combine(Root, "hotline", "rules.json"), ct),
                ct
            )
        )
            return;
        foreach (
            var (code, definition) in await ReadAsync<List<NamedDefinition>>(
                Path.Combine(Root, "hotline", "rate-definitions.json"),
                ct
            )
        )
            await mediator.Send(new ReviseRateDefinition.Command(code, definition, null), ct);
    }

    internal sealed record NamedDefinition(string Code, ReviseRateDefinition.Request Definition);

    public static async Task<IssuePlan.Request> ReadPlanAsync(string folder, CancellationToken ct) =>
        (await ReadAsync<PlanFile>(Path.Combine(folder, "plan.json"), ct)).With(
            await File.ReadAllTextAsync(Path.Combine(folder, "plan.txt"), ct),
            await ReadAsync<List<NewMeasure>>(Path.Combine(folder, "measures.json"), ct),
            await ReadAsync<List<NewIndicator>>(Path.Combine(folder, "indicators.json"), ct)
        );

    public static async Task<T> ReadAsync<T>(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return await JsonSerializer.DeserializeAsync<T>(stream, Reading, ct)
            ?? throw new InvalidDataException($"{file} is empty.");
    }

    internal sealed record PlanFile(
        string Code,
        string Title,
        string TitleEn,
        string DocumentNumber,
        DateOnly IssuedOn,
        int Year,
        string Unit,
        LampRule LampRule,
        IReadOnlyList<NewPillar> Pillars,
        IReadOnlyList<NotAction> NotActions,
        IReadOnlyList<NewObjective> Objectives
    )
    {
        public IssuePlan.Request With(
            string text,
            IReadOnlyList<NewMeasure> measures,
            IReadOnlyList<NewIndicator> indicators
        ) =>
            new(
                Code,
                Title,
                DocumentNumber,
                IssuedOn,
                Year,
                Unit,
                text,
                Pillars,
                measures,
                indicators,
                TitleEn,
                NotActions,
                LampRule,
                Objectives: Objectives
            );
    }
}
