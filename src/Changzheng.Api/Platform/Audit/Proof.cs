namespace Changzheng.Api.Platform.Audit;

/// <summary>
/// Something that can be proved of what is kept, registered by the subject whose it is. What verify says is what they
/// all find.
/// </summary>
internal abstract class Proof
{
    /// <returns>What is not as it was written, in words that name it; empty when all is.</returns>
    public abstract Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct);
}
