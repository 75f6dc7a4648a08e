namespace Changzheng.Api.Platform.Moves;

/// <summary>The body of a move.</summary>
internal interface IMoveRequest
{
    /// <summary>When it happened; now if null.</summary>
    public DateTimeOffset? At { get; }
}

/// <summary>A command that carries out one move. The validator of its request judges it, before the handler.</summary>
internal abstract record MoveCommand(IMoveRequest Request);
