namespace Changzheng.Api.Platform.Moves;

/// <summary>The body of a request that one endpoint takes for many slices; its slice declares its validator.</summary>
internal interface IMoveBody;

/// <summary>The body of a move.</summary>
internal interface IMoveRequest : IMoveBody
{
    /// <summary>When it happened; now if null.</summary>
    public DateTimeOffset? At { get; }
}

/// <summary>A command that carries out one move. The validator of its body judges it, before the handler.</summary>
internal abstract record MoveCommand(IMoveBody Body);
