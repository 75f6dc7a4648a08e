using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Hotline.Tickets;
using CsCheck;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>
/// The rates beside a reference that knows nothing of them but the words of API.md §4: a thousand random months.
/// </summary>
[TestFixture]
public sealed class RateTests
{
    private static readonly Gen<Month> months = Gen.Select(Gen.Int[0, 60], Gen.Int[0, int.MaxValue])
        .Select((count, seed) => Month.Of(count, seed));

    [Test]
    public void A_thousand_random_months_agree_with_the_reference() =>
        months.Sample(
            month =>
            {
                foreach (var terms in new[] { Terms.Town, Terms.District, Terms.Strict })
                {
                    var set = RateSet.Of(AlikeTickets.Of(terms, month.Tickets));
                    foreach (var kind in Enum.GetValues<RateKind>())
                    {
                        var (numerator, denominator) = Reference.Count(terms, kind, month.Tickets);
                        var rate = set[kind];
                        if (
                            rate.Numerator != numerator
                            || rate.Denominator != denominator
                            || rate.Value
                                != (
                                    denominator == 0
                                        ? null
                                        : decimal.Round(numerator / denominator, 4, MidpointRounding.AwayFromZero)
                                )
                        )
                            return false;
                        if (rate.Denominator + rate.Excluded.Values.Sum() != set.Tickets)
                            return false;
                    }
                }

                return true;
            },
            iter: 1000
        );

    [Test]
    public void Nothing_to_divide_by_is_null_and_not_all_or_nothing()
    {
        var set = RateSet.Of([]);

        Assert.That(Enum.GetValues<RateKind>().Select(kind => set[kind].Value), Is.All.Null);
    }

    [Test]
    public void Tickets_counted_together_weigh_as_many()
    {
        var month = Month.Of(60, 7);
        var folded = month
            .Tickets.GroupBy(facts => facts)
            .Select(group => group.Key with { Count = group.Count() })
            .ToList();

        Assert.That(
            RateSet.Of(AlikeTickets.Of(Terms.Town, folded)).Satisfaction.Numerator,
            Is.EqualTo(RateSet.Of(AlikeTickets.Of(Terms.Town, month.Tickets)).Satisfaction.Numerator)
        );
    }

    private sealed record Month(IReadOnlyList<RateFacts> Tickets)
    {
        public static Month Of(int count, int seed)
        {
            var dice = new Random(seed);
            T Any<T>()
                where T : struct, Enum => Enum.GetValues<T>()[dice.Next(Enum.GetValues<T>().Length)];
            T? Maybe<T>()
                where T : struct, Enum => dice.Next(3) == 0 ? null : Any<T>();
            bool? Asked() =>
                dice.Next(3) switch
                {
                    0 => null,
                    1 => false,
                    _ => true,
                };
            return new Month([
                .. Enumerable
                    .Range(0, count)
                    .Select(_ => new RateFacts
                    {
                        Status = Any<TicketStatus>(),
                        Contact = Any<StepFact>(),
                        Excuse = Maybe<NotContactedReason>(),
                        CitizenContacted = Asked(),
                        Finish = Any<FinishFact>(),
                        Resolution = Maybe<Resolution>(),
                        CitizenResolved = Asked(),
                        Satisfaction = Maybe<Satisfaction>(),
                        LateClosing = dice.Next(4) == 0,
                        Dispatch = Any<StepFact>(),
                    }),
            ]);
        }
    }

    private static class Terms
    {
        private static readonly Dictionary<Satisfaction, decimal> weights = new()
        {
            [Satisfaction.Satisfied] = 1,
            [Satisfaction.FairlySatisfied] = 0.8m,
            [Satisfaction.Neutral] = 0.6m,
            [Satisfaction.Dissatisfied] = 0,
        };

        public static readonly RateTerms Town = RateTerms.Example;
        public static readonly RateTerms District = new(
            CohortDate.ClosedAt,
            Judgement.Citizen,
            [],
            Finish.ClosedAt,
            HeldAgainst.DueAt,
            Judgement.ClaimedUnlessDenied,
            [Resolution.Resolved, Resolution.Explained],
            weights
        );
        public static readonly RateTerms Strict = new(
            CohortDate.RegisteredAt,
            Judgement.Claimed,
            [],
            Finish.SubmittedAt,
            HeldAgainst.OriginalDueAt,
            Judgement.Citizen,
            [Resolution.Resolved, Resolution.Explained, Resolution.Unresolved],
            weights
        );
    }

    /// <summary>One question after the other, ticket by ticket, without the product's own judge.</summary>
    private static class Reference
    {
        public static (decimal Numerator, decimal Denominator) Count(
            RateTerms terms,
            RateKind kind,
            IReadOnlyList<RateFacts> tickets
        )
        {
            decimal numerator = 0,
                denominator = 0;
            foreach (var ticket in tickets)
            {
                var weight = kind switch
                {
                    RateKind.FirstContact => Contact(terms, ticket),
                    RateKind.OnTimeClosing => OnTime(ticket),
                    RateKind.Resolution => Solved(terms, ticket),
                    RateKind.Satisfaction => Pleased(ticket),
                    _ => Dispatched(ticket),
                };
                // Set aside: only what counted against it by then goes on counting.
                var aside = ticket.Status is TicketStatus.Voided or TicketStatus.Suspended;
                if (weight is null || (aside && weight.Value == 1))
                    continue;
                numerator += weight.Value;
                denominator += 1;
            }

            return (numerator, denominator);
        }

        private static decimal? Contact(RateTerms terms, RateFacts ticket)
        {
            if (terms.Contact == Judgement.Citizen)
                return ticket.CitizenContacted is null ? null
                    : ticket.CitizenContacted.Value ? 1
                    : 0;
            if (ticket.Contact == StepFact.NotAsked)
                return null;
            if (ticket.CitizenContacted == false || ticket.Contact == StepFact.Late)
                return 0;
            if (ticket.Contact == StepFact.InTime)
                return 1;
            if (ticket.Excuse is { } reason && terms.Excused.Contains(reason))
                return null;
            return ticket.Contact == StepFact.Missed ? 0 : null;
        }

        private static decimal? OnTime(RateFacts ticket) =>
            ticket.Finish == FinishFact.Open ? null
            : ticket.Finish == FinishFact.InTime ? 1
            : 0;

        private static decimal? Dispatched(RateFacts ticket) =>
            ticket.Dispatch is StepFact.NotAsked or StepFact.Pending ? null
            : ticket.Dispatch == StepFact.InTime ? 1
            : 0;

        private static decimal? Solved(RateTerms terms, RateFacts ticket)
        {
            if (terms.ResolutionBy == Judgement.Citizen && ticket.CitizenResolved is null)
                return null;
            if (
                terms.ResolutionBy != Judgement.Citizen
                && (ticket.Resolution is null || !terms.ResolutionOf.Contains(ticket.Resolution.Value))
            )
                return null;
            if (ticket.CitizenResolved == false || ticket.LateClosing)
                return 0;
            return terms.ResolutionBy == Judgement.Citizen || ticket.Resolution == Resolution.Resolved ? 1 : 0;
        }

        private static decimal? Pleased(RateFacts ticket) =>
            ticket.Satisfaction switch
            {
                not (null or Satisfaction.NotRated) when ticket.LateClosing => 0,
                Satisfaction.Satisfied => 1,
                Satisfaction.FairlySatisfied => 0.8m,
                Satisfaction.Neutral => 0.6m,
                Satisfaction.Dissatisfied => 0,
                _ => null,
            };
    }
}
