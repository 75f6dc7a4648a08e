namespace Changzheng.Api.Town.Calendar;

/// <summary>The end of a working-day term, and whether a notice still to come may move it.</summary>
internal readonly record struct Deadline(DateTimeOffset DueAt, bool Provisional);
