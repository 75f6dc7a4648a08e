using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>
/// The reference system of a point. Points of Chinese map services are in GCJ-02 or BD-09, which lie hundreds of metres
/// off; they are refused, not converted, for the conversion is not published.
/// </summary>
public enum CoordinateSystem
{
    Wgs84,
    Cgcs2000,
    Gcj02,
    Bd09,
}

/// <summary>Where something is.</summary>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="System">The reference system of the two: wgs84 or cgcs2000, which agree within a metre.</param>
public sealed record Site(decimal Longitude, decimal Latitude, CoordinateSystem System)
{
    internal static Site Example => new(121.3967m, 31.2411m, CoordinateSystem.Cgcs2000);

    internal sealed class Validator : AbstractValidator<Site?>
    {
        public Validator()
        {
            RuleFor(site => site!.Longitude).InclusiveBetween(73, 136).When(site => site is not null);
            RuleFor(site => site!.Latitude).InclusiveBetween(3, 54).When(site => site is not null);
            RuleFor(site => site!.System)
                .Must(system => system is CoordinateSystem.Wgs84 or CoordinateSystem.Cgcs2000)
                .When(site => site is not null)
                .WithErrorCode(DossierRefusals.SystemNotTaken.Code)
                .WithMessage(_ =>
                    Words.Say(
                        "GCJ-02、BD-09 坐标有偏移，请换算为 CGCS2000 或 WGS84 后再填。",
                        "GCJ-02 and BD-09 are shifted; give CGCS2000 or WGS84."
                    )
                );
        }
    }
}
