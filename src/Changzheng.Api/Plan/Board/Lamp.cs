namespace Changzheng.Api.Plan.Board;

/// <summary>
/// Green at or near pace, yellow and red by the plan's lamp rule. Without a figure there is no lamp to show, and the
/// value says why: nothing is known, the work has not begun, the district's target is awaited, the data are out of date
/// (stale), or too little of a pillar is known (insufficientData).
/// </summary>
public enum Lamp
{
    Green,
    Yellow,
    Red,
    NoData,
    NotStarted,
    AwaitingTarget,
    Stale,
    InsufficientData,
}

/// <summary>How far behind pace a lamp changes, in percentage points.</summary>
/// <param name="YellowBehind">More than this behind is yellow.</param>
/// <param name="RedBehind">More than this behind is red.</param>
public sealed record LampRule(decimal YellowBehind, decimal RedBehind)
{
    internal static readonly LampRule Usual = new(10, 30);

    /// <summary>
    /// From the day on which all is expected there is no tolerance: met is green, and what may be behind before is
    /// yellow then.
    /// </summary>
    internal Lamp For(decimal done, decimal expected) =>
        expected >= 1
            ? done >= 1
                ? Lamp.Green
                : (1 - done) * 100 <= YellowBehind
                    ? Lamp.Yellow
                    : Lamp.Red
            : ((expected - done) * 100) switch
            {
                var behind when behind > RedBehind => Lamp.Red,
                var behind when behind > YellowBehind => Lamp.Yellow,
                _ => Lamp.Green,
            };

    /// <summary>A share promised in full has no pace to lag behind: any shortfall is at least yellow.</summary>
    internal Lamp ForShare(decimal done) =>
        done >= 1 ? Lamp.Green
        : (1 - done) * 100 > RedBehind ? Lamp.Red
        : Lamp.Yellow;
}
