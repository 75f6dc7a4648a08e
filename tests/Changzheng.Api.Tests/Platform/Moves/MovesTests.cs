using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;

namespace Changzheng.Api.Tests.Platform.Moves;

/// <summary>The table of moves for a workflow that is no ticket's.</summary>
[TestFixture]
public sealed class MovesTests
{
    private enum Door
    {
        Open,
        Closed,
        Locked,
    }

    private enum Act
    {
        Close,
        AskToLock,
        Lock,
        Knock,
    }

    private static readonly Right use = new("useDoors", Role.Reporter);
    private static readonly Right guard = new("guardDoors", Role.Reviewer);
    private static readonly Right pass = new("passDoors", Role.Reporter, Role.Reviewer);

    private static readonly RefusalKind notAllowed = new(409, "door.not_allowed", "门不允许此操作", "Not so");

    private static readonly Moves<Door, Act> table = new(
        notAllowed,
        "门",
        "door",
        decisions: new Dictionary<Act, Act> { [Act.Lock] = Act.AskToLock }
    )
    {
        { Act.Close, use, [Door.Open], [Door.Closed] },
        { Act.AskToLock, use, [Door.Closed] },
        { Act.Lock, guard, [Door.Closed], [Door.Locked, Door.Open] },
        { Act.Knock, pass, [Door.Closed, Door.Locked] },
    };

    [Test]
    public void A_move_in_the_table_is_allowed_and_every_other_is_refused_with_those_allowed()
    {
        var refused = Assert.Throws<Refusal>(() => table.MustAllow(Door.Closed, Act.Close))!;

        Assert.Multiple(() =>
        {
            Assert.That(table.MustAllow(Door.Open, Act.Close).To, Is.EqualTo(new[] { Door.Closed }));
            Assert.That(refused.Kind, Is.SameAs(notAllowed));
            Assert.That(refused.Message, Is.EqualTo("门状态为 closed，不能 close；可以：askToLock、lock、knock。"));
            Assert.That(refused.Extensions["doorStatus"], Is.EqualTo(Door.Closed));
            Assert.That(refused.Extensions["allowed"], Is.EqualTo(new[] { Act.AskToLock, Act.Lock, Act.Knock }));
        });
    }

    [Test]
    public void A_move_without_a_target_keeps_the_status() =>
        Assert.That(table.Where(move => move.Action == Act.Knock).All(move => move.To.Single() == move.From), Is.True);

    [Test]
    public void A_method_that_leads_outside_the_table_is_a_fault()
    {
        var move = table.MustAllow(Door.Closed, Act.Lock);

        Assert.Multiple(() =>
        {
            Assert.That(() => move.MustLeadTo(Door.Open), Throws.Nothing);
            Assert.That(() => move.MustLeadTo(Door.Closed), Throws.InvalidOperationException);
        });
    }

    [Test]
    public void A_decision_knows_what_it_decides_on()
    {
        Assert.Multiple(() =>
        {
            Assert.That(table.FindRequestOf(Act.Lock), Is.EqualTo(Act.AskToLock));
            Assert.That(table.FindRequestOf(Act.Close), Is.Null);
            Assert.That(table.GetRight(Act.Lock), Is.EqualTo(guard));
        });
    }

    [Test]
    public void An_action_stands_in_the_table_once() =>
        Assert.That(() => table.Add(Act.Close, use, [Door.Locked], [Door.Closed]), Throws.ArgumentException);
}
