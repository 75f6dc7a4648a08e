using System.Text.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Delivery.Projects;
using Changzheng.Api.Delivery.Rollouts;
using Changzheng.Api.Delivery.Series;
using Changzheng.Api.Delivery.Supervision;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Seeds;

/// <summary>
/// What carries the plan's measures out, from seeds/changzheng-2022/delivery.json: opened through the commands callers
/// use, on the day the plan was issued. What the plan does not say is empty, or marked as assumed.
/// </summary>
internal sealed class DeliverySeeds(IMediator mediator)
{
    private static readonly JsonSerializerOptions reading = new(Json.Stored)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    public async Task LoadAsync(JsonObject file, string plan, DateOnly on, CancellationToken ct)
    {
        foreach (var one in Read<MakeStageSet.Request>(file, "stageSets", plan, on))
            await OpenAsync(StageSetSubject.Instance, null, one, MakeStageSet.Open, ct);
        foreach (var one in Read<MakeStateSet.Request>(file, "stateSets", plan, on))
            await OpenAsync(StateSetSubject.Instance, null, one, MakeStateSet.Open, ct);
        foreach (var one in Read<OpenProject.Request>(file, "projects", plan, on))
            await OpenAsync(ProjectSubject.Instance, null, one, OpenProject.Open, ct);
        foreach (var one in Read<OpenCampaign.Request>(file, "campaigns", plan, on))
            await OpenAsync(CampaignSubject.Instance, null, one, OpenCampaign.Open, ct);
        foreach (var one in Read<OpenSeries.Request>(file, "series", plan, on))
            await OpenAsync(SeriesSubject.Instance, null, one, OpenSeries.Open, ct);
        foreach (var entry in file["rollouts"]!.AsArray())
        {
            var rollout = Read<OpenRollout.Request>(entry!, plan, on);
            await OpenAsync(RolloutSubject.Instance, null, rollout, OpenRollout.Open, ct);
            foreach (var member in entry!["members"]?.AsArray() ?? [])
                await OpenAsync(
                    MemberSubject.Instance,
                    rollout.Code,
                    Read<AddMember.Request>(member!, plan, on),
                    AddMember.Open,
                    ct
                );
        }
    }

    private Task<Dossier> OpenAsync<T, TRequest>(
        DossierSubject subject,
        string? parent,
        TRequest request,
        Func<TRequest, DossierContext, T> open,
        CancellationToken ct
    )
        where T : Dossier
        where TRequest : IDossierRequest => mediator.Send(MoveDossier.Command.Open(subject, parent, request, open), ct);

    private static IEnumerable<T> Read<T>(JsonObject file, string list, string plan, DateOnly on) =>
        file[list]!.AsArray().Select(entry => Read<T>(entry!, plan, on));

    private static T Read<T>(JsonNode entry, string plan, DateOnly on)
    {
        var whole = entry.DeepClone().AsObject();
        whole["plan"] ??= plan;
        whole["on"] ??= on.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return whole.Deserialize<T>(reading)!;
    }
}
