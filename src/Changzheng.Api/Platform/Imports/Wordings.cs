using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Platform.Imports;

/// <summary>How clerks write the values of an enum: as in the files that can be imported. An enum none of them holds is written as in JSON.</summary>
internal static class Wordings
{
    private static readonly Dictionary<Type, IReadOnlyList<Allowed>> known = new()
    {
        [typeof(TicketStatus)] = In(TicketTable.Columns, "status"),
        [typeof(Urgency)] = In(TicketTable.Columns, "urgency"),
        [typeof(NotContactedReason)] = In(TicketTable.Columns, "notContacted"),
        [typeof(Resolution)] = In(TicketTable.Columns, "resolution"),
        [typeof(Satisfaction)] = In(TicketTable.Columns, "satisfaction"),
        [typeof(MeasureKind)] = In(MeasureIntake.Subject.Columns, "kind"),
        [typeof(UnitKind)] = In(UnitIntake.Subject.Columns, "kind"),
        [typeof(Stage)] = In(IndicatorValueIntake.Subject.Columns, "stage"),
    };

    /// <summary>None for what is no enum.</summary>
    public static IReadOnlyList<Allowed> Of(Type type) =>
        known.GetValueOrDefault(Nullable.GetUnderlyingType(type) ?? type) ?? [];

    private static IReadOnlyList<Allowed> In(IReadOnlyList<Column> columns, string name) =>
        columns.First(column => column.Name == name).Values;
}
