namespace Changzheng.Api.Plan.Board;

/// <summary>
/// Green at or near pace, yellow and red by the plan's lamp rule; without a figure there is no lamp to show, and the
/// value says why.
/// </summary>
public enum Lamp
{
    Green,
    Yellow,
    Red,
    NoData,
    NotStarted,
    AwaitingTarget,
}

/// <summary>How far behind pace a lamp changes, in percentage points.</summary>
/// <param name="YellowBehind">More than this behind is yellow.</param>
/// <param name="RedBehind">More than this behind is red.</param>
public sealed record LampRule(decimal YellowBehind, decimal RedBehind)
{
    internal static readonly LampRule Usual = new(10, 30);

    internal Lamp For(decimal done, decimal expected) =>
        ((expected - done) * 100) switch
        {
            var behind when behind > RedBehind => Lamp.Red,
            var behind when behind > YellowBehind => Lamp.Yellow,
            _ => Lamp.Green,
        };

    /// <summary>A share promised in full has no pace to lag behind: any shortfall is at least yellow.</summary>
    internal Lamp ForShare(decimal done) =>
        done >= 1 ? Lamp.Green
        : For(done, 1) == Lamp.Red ? Lamp.Red
        : Lamp.Yellow;
}
