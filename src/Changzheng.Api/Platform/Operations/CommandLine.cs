using System.Reflection;

namespace Changzheng.Api.Platform.Operations;

/// <summary>What an operator types behind the program's name: a verb, or settings alone to run the API.</summary>
internal static class CommandLine
{
    /// <summary>Lets a backup replace the file that is there.</summary>
    public const string Overwrite = "--overwrite";

    /// <summary>How each verb is written, and what it does.</summary>
    private static readonly (string Written, string Does)[] verbs =
    [
        ("(none)", "runs the API: migrates the database, loads the seeds, listens"),
        ("migrate", "migrates the database and ends"),
        ("backup <file>", $"copies the database while it is used; {Overwrite} replaces a file that is there"),
        ("restore <file>", "puts a backup back, with the API stopped, and verifies it"),
        ("verify", "checks that every record is as it was written; exit code 1 if not"),
        ("help", "prints this"),
    ];

    /// <summary>Of this program, semver; the build's commit is left out.</summary>
    public static string Version { get; } =
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    public static bool IsVerb(string[] args) => args is ["migrate" or "backup" or "restore" or "verify", ..];

    /// <summary>Answers what is asked of the program itself, and what is no verb.</summary>
    /// <returns>The exit code; null where the program has something to do.</returns>
    public static int? FindAnswer(string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?" or "/?") || args is ["help", ..])
        {
            WriteVerbs(Console.Out);
            return 0;
        }

        if (args is not [var first, ..] || IsVerb(args) || IsSetting(first))
            return null;
        Console.Error.WriteLine($"There is no verb '{first}'.");
        WriteVerbs(Console.Error);
        return 2;
    }

    /// <summary>The arguments that are settings of the host: an option of a verb would take the next one for its value.
    /// </summary>
    public static IEnumerable<string> SettingsOf(string[] args) => args.Where(arg => arg != Overwrite);

    /// <summary>--name, /name or name=value, as the host reads them.</summary>
    private static bool IsSetting(string arg) =>
        arg.Length == 0 || arg[0] is '-' or '/' || arg.Contains('=', StringComparison.Ordinal);

    private static void WriteVerbs(TextWriter output)
    {
        output.WriteLine($"Changzheng.Api {Version}: the backend on which a town runs its yearly plan.");
        output.WriteLine("Usage: Changzheng.Api [verb] [--Setting:Name=value ...]");
        foreach (var (written, does) in verbs)
            output.WriteLine($"  {written, -16}{does}");
        output.WriteLine("Settings: api-spec/guide/settings.md, for example --urls http://127.0.0.1:5081");
    }
}
