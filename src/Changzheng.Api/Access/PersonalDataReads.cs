using Changzheng.Api.Database;
using Changzheng.Api.Http;

namespace Changzheng.Api.Access;

/// <summary>Who saw whose personal data, when and to what purpose.</summary>
internal sealed class PersonalDataReads(Db db, Caller caller, TimeProvider clock)
{
    public const int LongestPurpose = 100;

    public const string RecordSql = "INSERT INTO PersonalDataReads (Id, Subject, ReadAt, ReadBy, Purpose) VALUES (@Id, @Subject, @ReadAt, @ReadBy, @Purpose)";

    public Task RecordAsync(IEnumerable<string> subjects, string purpose, CancellationToken ct) => db.ExecuteAsync(RecordSql, subjects.Select(subject => new
    {
        Id = Guid.CreateVersion7().ToString("N"), Subject = subject, ReadAt = clock.GetUtcNow(), ReadBy = caller.Name, Purpose = purpose.Trim(),
    }), ct);

    /// <summary>Null shows masked; a purpose shows all to those who may see it.</summary>
    public static void MustAllow(Caller caller, string? purpose)
    {
        if (purpose is null)
            return;
        if (!Rights.May(caller.Roles, Right.ReadPersonalData))
            throw Refusals.Forbidden.Because("无权查看个人信息。", "Personal data is not yours to see.");
        if (purpose.Trim().Length is < 2 or > LongestPurpose)
            throw Refusals.PurposeNeeded.Because($"用途须为 2 至 {LongestPurpose} 个字符。", $"A purpose has 2 to {LongestPurpose} characters.");
    }
}
