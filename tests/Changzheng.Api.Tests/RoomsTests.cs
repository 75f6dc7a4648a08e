using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Tests;

/// <summary>
/// Arrows between rooms point one way: Platform ← Town ← Plan ← {Hotline, Delivery} ← {Briefings, Open311} ← Seeds. A
/// type of one room names only its own and those before it; the rooms of one step, and the folders inside Delivery,
/// never name each other. Read from the compiled assembly; constants, which the compiler copies, from the source.
/// </summary>
[TestFixture]
public sealed class RoomsTests
{
    private const string Root = "Changzheng.Api",
        Planted = "Changzheng.Api.Tests.Planted",
        Parted = "Delivery";

    private static readonly IReadOnlyList<IReadOnlyList<string>> steps =
    [
        ["Platform"],
        ["Town"],
        ["Plan"],
        ["Hotline", Parted],
        ["Briefings", "Open311"],
        ["Seeds"],
    ];

    /// <summary>A room after the root's name, or a room and a folder in it after nothing.</summary>
    private static readonly Regex qualified = new(
        $@"(?<![\w.])({Root}\.(?<room>{Rooms}(\.\w+)?)|(?<room>{Rooms}\.({Folders})))\b"
    );

    private static string Rooms => $"({string.Join('|', steps.SelectMany(step => step))})";

    private static string Folders =>
        string.Join(
            '|',
            SourceTree
                .Api.Select(file => file.Path.Split('/'))
                .Where(path => path.Length > 2)
                .Select(path => path[1])
                .Distinct()
        );

    [Test]
    public void A_type_names_no_room_after_its_own()
    {
        var types = typeof(Migrator).Assembly.GetTypes();
        var wrong = WrongArrows(types, Root).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(types.Count(type => StepOf(RoomOf(type, Root)) >= 0), Is.GreaterThan(500));
            Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
        });
    }

    [Test]
    public void A_file_names_no_room_after_its_own()
    {
        var wrong = SourceTree.Api.SelectMany(file => WrongNames(file.Path, file.Text)).ToList();

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    [TestCase("Platform.Lists.ByField → Town.Units.Unit")]
    [TestCase("Platform.Lists.ByBase → Town.Units.Unit")]
    [TestCase("Platform.Lists.ByGenericArgument → Town.Units.Unit")]
    [TestCase("Platform.Lists.ByGenericArgument → Plan.Plans.AnnualPlan")]
    [TestCase("Platform.Lists.ByAttribute → Plan.Plans.PlanAttribute")]
    [TestCase("Platform.Lists.ByBody → Plan.Plans.AnnualPlan")]
    [TestCase("Platform.Lists.ByLambda → Plan.Plans.AnnualPlan")]
    [TestCase("Platform.Lists.ByAsyncBody → Plan.Plans.AnnualPlan")]
    [TestCase("Platform.Lists.ByCatch → Plan.Plans.PlanClosed")]
    [TestCase("Plan.Plans.Outward → Hotline.Tickets.Ticket")]
    [TestCase("Hotline.Tickets.Sideways → Delivery.Projects.Project")]
    [TestCase("Delivery.Projects.Sideways → Hotline.Tickets.Ticket")]
    [TestCase("Delivery.Projects.ToItsNeighbour → Delivery.Rollouts.Rollout")]
    [TestCase("Briefings.Sideways → Open311.Request")]
    public void A_type_of_a_later_room_would_be_seen(string arrow) =>
        Assert.That(WrongArrows(GetPlanted(), Planted), Has.Member(arrow));

    [Test]
    public void Only_planted_arrows_that_are_wrong_are_seen() =>
        Assert.That(
            WrongArrows(GetPlanted(), Planted).Select(arrow => arrow.Split(' ')[0]),
            Has.None.Contains("Allowed")
        );

    [TestCase("Platform/Lists/Page.cs", "using Changzheng.Api.Seeds;")]
    [TestCase("Platform/Lists/Page.cs", "using Number = Changzheng.Api.Hotline.Tickets.TicketKey;")]
    [TestCase("Platform/Lists/Page.cs", "Length = Hotline.Tickets.RegisterTicket.Longest")]
    [TestCase("Town/Units/Unit.cs", "using static Changzheng.Api.Plan.Indicators.Period;")]
    public void A_name_of_a_later_room_would_be_seen(string path, string text) =>
        Assert.That(WrongNames(path, text), Is.Not.Empty);

    [TestCase("Platform/Lists/Page.cs", "using Changzheng.Api.Platform.Files;")]
    [TestCase("Seeds/SeedLoader.cs", "using Changzheng.Api.Hotline.Tickets;")]
    [TestCase("Town/Units/Unit.cs", "Plan.Title")]
    [TestCase("Program.cs", "using Changzheng.Api.Seeds;")]
    public void A_name_of_a_room_before_is_let_be(string path, string text) =>
        Assert.That(WrongNames(path, text), Is.Empty);

    private static IEnumerable<Type> GetPlanted() =>
        typeof(RoomsTests).Assembly.GetTypes().Where(type => RoomOf(type, Planted).Length > 0);

    private static IEnumerable<string> WrongArrows(IEnumerable<Type> types, string root) =>
        (
            from type in types
            from other in TypeReferences.Of(type)
            let room = RoomOf(type, root)
            let named = RoomOf(other, root)
            where IsWrong(room, named)
            select $"{NameOf(type, root)} → {NameOf(other, root)}"
        )
            .Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// Names of rooms in the text, whole or relative to the root: <c>Hotline.Tickets.TicketEdges.Most</c>.
    /// </summary>
    private static IEnumerable<string> WrongNames(string path, string text) =>
        from match in qualified.Matches(text)
        let named = match.Groups["room"].Value.Split('.')
        where IsWrong(path.Split('/')[..^1], named)
        select $"{path} names {match.Value}";

    private static bool IsWrong(IReadOnlyList<string> room, IReadOnlyList<string> named)
    {
        var (from, to) = (StepOf(room), StepOf(named));
        if (from < 0 || to < 0)
            return false;
        if (room[0] != named[0])
            return to >= from;
        return room[0] == Parted && room.Count > 1 && named.Count > 1 && room[1] != named[1];
    }

    /// <summary>-1 for what lies in no room.</summary>
    private static int StepOf(IReadOnlyList<string> room) =>
        room.Count == 0 ? -1 : steps.ToList().FindIndex(step => step.Contains(room[0]));

    /// <summary>The parts of the namespace below the root.</summary>
    private static string[] RoomOf(Type type, string root) =>
        type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true
            ? type.Namespace[(root.Length + 1)..].Split('.')
            : [];

    /// <summary>As it is written: what the compiler made is said by the type around it.</summary>
    private static string NameOf(Type type, string root) =>
        type.DeclaringType is not { } around ? type.FullName![(root.Length + 1)..]
        : type.Name.Contains('<', StringComparison.Ordinal) ? NameOf(around, root)
        : $"{NameOf(around, root)}.{type.Name}";
}
