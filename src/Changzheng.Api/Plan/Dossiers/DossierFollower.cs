namespace Changzheng.Api.Plan.Dossiers;

/// <summary>
/// What a subject does when one of its dossiers is opened or changed, in the same transaction: refuses what the
/// database alone can tell, or sets a derived figure. Registered as a service.
/// </summary>
internal abstract class DossierFollower
{
    public abstract string Kind { get; }

    /// <param name="dossier">As it stands now.</param>
    /// <param name="on">The day the change is about.</param>
    /// <param name="ct">Stops it.</param>
    public abstract Task FollowAsync(Dossier dossier, DateOnly on, CancellationToken ct);
}
