namespace Changzheng.Api.Platform.Access;

/// <summary>What a caller can be: the offices' words for who does what.</summary>
public enum Role
{
    Reporter,
    Reviewer,
    Dispatcher,
    Handler,
    Auditor,
    Administrator,
    Integration,
}
