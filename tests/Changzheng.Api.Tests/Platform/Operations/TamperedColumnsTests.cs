using System.Globalization;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>Each column of each history and of a ticket, changed by SQL, is found by the proof and named.</summary>
public class TamperedColumnsTests(string database) : TamperingTest(database)
{
    /// <summary>
    /// What names the row: changing it makes a row of another subject, which the tests of missing rows look at.
    /// </summary>
    private static readonly string[] keys =
    [
        "Indicator",
        "Period",
        "Kind",
        "PlanCode",
        "Measure",
        "UndertakingKey",
        "Code",
        "Number",
        "Version",
        "Hash",
    ];

    /// <summary>What a column's rule lets through.</summary>
    private static readonly Dictionary<string, string> allowed = new()
    {
        ["ReportedValueVersions.Action"] = "'returned'",
        ["MeasureProgress.Action"] = "'returned'",
        ["PlanClosings.Action"] = "'reopened'",
        ["MeasureForecasts.Outlook"] = "'impossible'",
        ["IndicatorVersions.Pace"] = """'{"kind":"months"}'""",
        ["IndicatorVersions.Frequency"] = "'year'",
        ["IndicatorVersions.LeadUnit"] = "'310107'",
        ["Contributions.Basis"] = "'confirmed'",
        ["Contributions.Evidence"] = "'measured'",
        ["MeasureVersions.LeadUnit"] = "'310107'",
        ["Tickets.Channel"] = "'grid'",
        ["Tickets.Unit"] = "'310107'",
        ["Tickets.CountedUnit"] = "'310107'",
        ["Tickets.Neighbourhood"] = "'310107'",
        ["Tickets.Status"] = "'voided'",
        ["Tickets.StatusBefore"] = "'voided'",
        ["Tickets.Urgency"] = "'critical'",
        ["Tickets.NotContacted"] = "'refused'",
        ["Tickets.ClaimedResolution"] = "'unresolved'",
        ["Tickets.Resolution"] = "'unresolved'",
        ["Tickets.Satisfaction"] = "'notRated'",
        ["Tickets.CountedResolution"] = "'unresolved'",
        ["Tickets.CountedSatisfaction"] = "'notRated'",
        ["ReportedValueVersions.Unit"] = "",
    };

    private static readonly Dictionary<Type, string> other = new()
    {
        [typeof(string)] = "'forged'",
        [typeof(int)] = "77",
        [typeof(decimal)] = "77.5",
        [typeof(bool)] = "1 - {0}",
        [typeof(DateOnly)] = "'2001-01-01'",
        [typeof(DateTimeOffset)] = "'2001-01-01 00:00:00'",
    };

    [OneTimeSetUp]
    public async Task AClosedMonthAsync()
    {
        var closed = await SendAsync(Http, HttpMethod.Post, "/api/v1/hotline/months/2021-12/close");
        Assert.That((int)closed.StatusCode, Is.EqualTo(200), await closed.Content.ReadAsStringAsync());
    }

    [OneTimeSetUp]
    public async Task ARevisedCategoryAsync()
    {
        var revised = await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/hotline/categories/{Uri.EscapeDataString("群租")}",
            new
            {
                name = "群租",
                measures = new[] { "changzheng-2022/5.2.12" },
                note = "核对",
                nameEn = "Overcrowded letting",
            },
            1
        );
        Assert.That((int)revised.StatusCode, Is.EqualTo(200), await revised.Content.ReadAsStringAsync());
    }

    [OneTimeSetUp]
    public async Task AnAmendedIndicatorAsync()
    {
        var list = new Dictionary<string, object?>(Scenarios.Of("coverage").Citing(1))
        {
            ["members"] = new[] { "甲", "乙" },
        };
        var plan = await Http.APlanAsync("amended", ("list", list));
        foreach (var version in new[] { 1, 2 })
        {
            var amended = await SendAsync(
                Http,
                HttpMethod.Put,
                $"/api/v1/indicators/{plan}-list",
                new
                {
                    documentNumber = "普府〔2022〕9号",
                    issuedOn = "2022-01-20",
                    quote = "增加丙",
                    effectiveOn = "2022-01-21",
                    members = new[] { "甲", "乙", "丙" },
                    openList = true,
                },
                version
            );
            Assert.That((int)amended.StatusCode, Is.EqualTo(200), await amended.Content.ReadAsStringAsync());
        }
    }

    [OneTimeSetUp]
    public async Task DeliveriesAsync()
    {
        await Http.APlanAsync("delivered");
        await Deliveries.OpenAsync(Http, "delivered", "delivered", "1.1.1");
    }

    /// <summary>Every column of every history, one after the other.</summary>
    [Test]
    public async Task A_changed_column_of_any_history_is_found_and_named()
    {
        var (missed, tried) = (new List<string>(), 0);
        foreach (var history in App.Services.GetServices<History>())
        {
            var row = history.GetType().GenericTypeArguments[0];
            foreach (
                var column in row.GetProperties()
                    .Where(column =>
                        !keys.Contains(column.Name) && allowed.GetValueOrDefault($"{history.Table}.{column.Name}") != ""
                    )
            )
            {
                var found = await FoundAsync(
                    $"UPDATE {history.Table} SET {column.Name} = {MakeOtherValue(history.Table, column.Name, column.PropertyType)} WHERE Version = 2 OR {column.Name} IS NOT NULL"
                );
                tried++;
                if (
                    !found.Any(fault =>
                        fault.StartsWith($"history: {history.Table} ", StringComparison.Ordinal)
                        && fault.EndsWith(": changed", StringComparison.Ordinal)
                    )
                )
                    missed.Add($"{history.Table}.{column.Name}: {string.Join("; ", found)}");
            }
        }

        Assert.That(missed, Is.Empty);
        Assert.That(tried, Is.GreaterThan(45));
    }

    /// <summary>Every column of a ticket but the keys it is found again by.</summary>
    [Test]
    public async Task A_changed_column_of_a_ticket_is_found_and_named()
    {
        string[] lookedUpBy =
        [
            "Number",
            "Expected",
            "PhoneHash",
            "PlaceHash",
            "BuildingHash",
            "SubjectHash",
            "ContentHash",
        ];
        var (missed, columns) = (
            new List<string>(),
            new Ticket().Row().GetType().GetProperties().Where(column => !lookedUpBy.Contains(column.Name)).ToList()
        );
        foreach (var column in columns)
        {
            var found = await FoundAsync(
                $"UPDATE Tickets SET {column.Name} = {MakeOtherValue("Tickets", column.Name, column.PropertyType)} WHERE Number = '{Closed}'"
            );
            // The counts of its month are then not those of the tickets either.
            var named = found.Where(fault => !fault.StartsWith("counts: ", StringComparison.Ordinal)).ToList();
            if (named.Count != 1 || !named[0].StartsWith($"ticket: {Closed}: ", StringComparison.Ordinal))
                missed.Add($"{column.Name}: {string.Join("; ", found)}");
        }

        Assert.That(missed, Is.Empty);
        Assert.That(columns, Has.Count.GreaterThan(45));
        Assert.That(
            await FoundAsync($"UPDATE TicketTexts SET Description = 'x' WHERE Number = '{Closed}'"),
            Is.EqualTo(new[] { $"ticket: {Closed}: not as its last event left it" })
        );
        Assert.That(
            await FoundAsync($"UPDATE TicketTexts SET Sealed = 'x' WHERE Number = '{Taken}'"),
            Is.EqualTo(new[] { $"ticket: {Taken}: not as its last event left it" })
        );
    }

    /// <summary>Another value than any of the column's in this town.</summary>
    private static string MakeOtherValue(string table, string column, Type type) =>
        allowed.TryGetValue($"{table}.{column}", out var given) ? given
        : typeof(IReadOnlyList<string>).IsAssignableFrom(type) ? "'[\"forged\"]'"
        : typeof(IReadOnlyList<decimal>).IsAssignableFrom(type) ? "'[1]'"
        : !other.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var value) ? "'[]'"
        : string.Format(CultureInfo.InvariantCulture, value, $"COALESCE({column}, 0)");
}
