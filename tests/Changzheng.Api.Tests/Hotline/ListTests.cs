using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

public class ListTests(string database) : HotlineTest(database)
{
    private readonly List<string> numbers = [];

    [OneTimeSetUp]
    public async Task SevenTicketsAsync()
    {
        await TwoCommitteesAsync();
        At("2022-05-10T10:00");
        for (var i = 0; i < 7; i++)
        {
            numbers.Add(
                await ATicketAsync(
                    category: i % 2 == 0 ? "群租" : "飞线充电",
                    neighbourhood: i < 3 ? Committee : OtherCommittee,
                    phone: $"1390000000{i}",
                    address: $"梅川路{i}号"
                )
            );
            // Two in the same instant: the number tells them apart.
            Clock.Advance(TimeSpan.FromMinutes(i % 2));
        }

        await BringToAsync(numbers[0], "accepted");
        await BringToAsync(numbers[1], "closed", OtherOffice);
    }

    [TestCase("", 7)]
    [TestCase("status=registered", 5)]
    [TestCase("status=closed", 1)]
    [TestCase("unit=" + Office, 1)]
    [TestCase("category=群租", 4)]
    [TestCase("neighbourhood=" + Committee, 3)]
    [TestCase("channel=hotline12345", 7)]
    [TestCase("channel=grid", 0)]
    [TestCase("q=电瓶车", 7)]
    [TestCase("q=%25", 0)]
    [TestCase("registeredFrom=2022-05-10&registeredTo=2022-05-10", 7)]
    [TestCase("registeredTo=2022-05-09", 0)]
    [TestCase("dueBefore=2022-05-17T00:00:00%2B08:00", 0)]
    [TestCase("dueBefore=2022-05-19T00:00:00%2B08:00", 7)]
    [TestCase("status=registered&category=群租&neighbourhood=" + OtherCommittee, 2)]
    [TestCase("overdue=false", 7)]
    [TestCase("overdue=true", 0)]
    public async Task A_filter_leaves_its_tickets_on_pages_of_any_size(string filter, int count)
    {
        var whole = await ReadAsync($"{Tickets}?{filter}&count=true".Replace("?&", "?", StringComparison.Ordinal));
        Assert.That(
            (whole["items"]!.AsArray().Count, whole["total"]!.GetValue<int>(), whole["next"]),
            Is.EqualTo((count, count, (JsonNode?)null))
        );
        foreach (var limit in new[] { 1, 2, 7 })
            Assert.That(
                await PagedAsync($"{Tickets}?limit={limit}&{filter}".TrimEnd('&')),
                Is.EqualTo(whole["items"]!.AsArray().Select(ticket => Text(ticket!, "number")))
            );
    }

    [Test]
    public async Task A_units_handler_pages_through_what_it_acts_on_or_is_counted_for()
    {
        await DoAsync(numbers[0], "transfer", new { unit = OtherOffice, note = "转派" });
        using var office = await SignedInAsync("承办员甲", Office, Role.Handler);
        using var other = await SignedInAsync("承办员乙", OtherOffice, Role.Handler);

        Assert.That(await PagedAsync($"{Tickets}?limit=1", office), Is.EqualTo(new[] { numbers[0] }));
        Assert.That(await PagedAsync($"{Tickets}?limit=1", other), Is.EqualTo(new[] { numbers[1], numbers[0] }));
    }

    [Test]
    public async Task What_is_no_filter_is_refused()
    {
        await IsRefusedAsync(await Http.GetAsync($"{Tickets}?state=open"), 400, "parameter.unknown");
        await IsRefusedAsync(await Http.GetAsync($"{Tickets}?dueBefore=tomorrow"), 400, "request.invalid");
        await IsRefusedAsync(await Http.GetAsync($"{Tickets}?cursor=MXg"), 400, "cursor.invalid");
        await IsRefusedAsync(await Http.GetAsync($"{Tickets}?limit=501"), 400, "request.invalid");
    }

    private async Task<List<string>> PagedAsync(string url, HttpClient? by = null)
    {
        var found = new List<string>();
        for (string? next = url; next is not null; )
        {
            var page = await ReadAsync(next, by);
            found.AddRange(page["items"]!.AsArray().Select(ticket => Text(ticket!, "number")));
            next = page["next"]?.GetValue<string>();
        }

        return found;
    }
}
