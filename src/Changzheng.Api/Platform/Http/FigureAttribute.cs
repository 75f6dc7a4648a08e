namespace Changzheng.Api.Platform.Http;

/// <summary>A field that holds a reported figure: what is no number in it is refused by a code of its own.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FigureAttribute : Attribute;
