using Changzheng.Api.Tests.Planted.Plan.Plans;
using Changzheng.Api.Tests.Planted.Town.Units;

#pragma warning disable IDE0130 // These lie in the namespaces of rooms they do not belong to.

namespace Changzheng.Api.Tests.Planted.Town.Units
{
    internal record Unit(string Code);
}

namespace Changzheng.Api.Tests.Planted.Plan.Plans
{
    internal sealed record AnnualPlan(string Code)
    {
        public static string Name => "plan";
    }

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class PlanAttribute : Attribute;

    internal sealed class PlanClosed : Exception;

    /// <summary>A room may name those before it.</summary>
    internal sealed class Allowed(Town.Units.Unit unit)
    {
        public string Code => unit.Code;
    }

    internal sealed class Outward
    {
        public static bool Is(object thing) => thing is Hotline.Tickets.Ticket;
    }
}

namespace Changzheng.Api.Tests.Planted.Hotline.Tickets
{
    internal sealed record Ticket(string Number);

    internal sealed class Sideways
    {
        public Delivery.Projects.Project? Project { get; init; }
    }
}

namespace Changzheng.Api.Tests.Planted.Delivery.Projects
{
    internal sealed record Project(string Name);

    internal sealed class Sideways
    {
        public static string Number => new Hotline.Tickets.Ticket("1").Number;
    }

    internal sealed class ToItsNeighbour
    {
        public static void Take(Rollouts.Rollout rollout) => ArgumentNullException.ThrowIfNull(rollout);
    }

    /// <summary>And its own folder.</summary>
    internal sealed class AllowedInside
    {
        public static Project Take(Project project) => project;
    }
}

namespace Changzheng.Api.Tests.Planted.Delivery.Rollouts
{
    internal sealed record Rollout(string Name);
}

namespace Changzheng.Api.Tests.Planted.Open311
{
    internal sealed record Request(string Id);
}

namespace Changzheng.Api.Tests.Planted.Briefings
{
    internal sealed class Sideways
    {
        public static Type Named => typeof(Open311.Request);
    }
}

namespace Changzheng.Api.Tests.Planted.Platform.Lists
{
    internal sealed class ByField
    {
        private readonly IReadOnlyList<Unit> units = [];

        public bool Has => units.Count > 0;
    }

    internal sealed record ByBase() : Unit("1");

    internal sealed class ByGenericArgument
    {
        public static IReadOnlyDictionary<string, IReadOnlyList<Unit>> Units => throw new NotSupportedException();

        public static AnnualPlan[] Plans => [.. Array.Empty<object>().Cast<AnnualPlan>()];
    }

    [Plan]
    internal sealed class ByAttribute;

    internal sealed class ByBody
    {
        public static object Make() => AnnualPlan.Name;
    }

    internal sealed class ByLambda
    {
        public static Func<object> Make => () => new AnnualPlan("1");
    }

    internal sealed class ByAsyncBody
    {
        public static async Task<object> MakeAsync()
        {
            await Task.Yield();
            return new AnnualPlan("1");
        }
    }

    internal sealed class ByCatch
    {
        public static void Try(Action act)
        {
            try
            {
                act();
            }
            catch (PlanClosed) { }
        }
    }
}
