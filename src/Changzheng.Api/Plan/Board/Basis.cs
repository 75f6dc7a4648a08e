namespace Changzheng.Api.Plan.Board;

/// <summary>Which figures count: all that were reported, or only those a reviewer confirmed.</summary>
public enum Basis
{
    Reported,
    Confirmed,
}
