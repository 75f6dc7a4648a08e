namespace Changzheng.Api.Platform.Files;

/// <summary>How much of a file is read before it is refused.</summary>
internal sealed record ReadLimits
{
    public static readonly ReadLimits Usual = new();

    public int MaxColumns { get; init; } = 500;

    /// <summary>Hidden sheets before the first that is to be seen: each is read once.</summary>
    public int MaxHiddenSheets { get; init; } = 100;

    /// <summary>The parts of a workbook that only name its sheets and formats, each.</summary>
    public long MaxFrameBytes { get; init; } = 8L << 20;

    /// <summary>As many as Excel allows.</summary>
    public int MaxCellCharacters { get; init; } = 32_767;

    public int MaxRows { get; init; } = 5_000_000;

    /// <summary>A workbook's parts together.</summary>
    public long MaxUnpackedBytes { get; init; } = 512L << 20;

    /// <summary>The texts a workbook keeps apart: the only part that is held in memory whole.</summary>
    public long MaxSharedTextBytes { get; init; } = 128L << 20;

    /// <summary>Unpacked to packed size of a part; sheets as people make them stay below 50.</summary>
    public int MaxPackingRatio { get; init; } = 200;
}
